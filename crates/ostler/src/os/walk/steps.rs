//! A walk for a host language, which makes its own strings and lists of what the kernel wrote.

use std::ffi::OsString;
use std::fmt;
use std::path::Path;

use ostler_sys::dirent::kind;
use ostler_sys::text::Unit;

use crate::error::Result;
#[cfg(unix)]
use crate::fd::{BorrowedFd, Fd};
use crate::host::Host;

#[cfg(unix)]
use super::Fwalk;
use super::Walk;
use super::core::Core;
use super::marks::mark;

/// The directories of a walk, one at a time. The host raises the event of the walk as a whole.
#[doc(hidden)]
pub struct Steps {
    core: Core<'static>,
}

impl Walk<'static> {
    /// Symbolic links are files, wherever they lead: nothing is asked about them.
    #[doc(hidden)]
    pub fn symlinks_as_files(mut self, yes: bool) -> Self {
        self.core.options.resolve = !yes;
        self
    }

    /// The walk for a host.
    #[doc(hidden)]
    pub fn steps(self) -> Steps {
        Steps { core: self.core }
    }
}

#[cfg(unix)]
impl Fwalk<'static> {
    /// The walk for a host, from a directory by its number.
    #[doc(hidden)]
    pub fn steps(mut self, dir_fd: Fd<'static>) -> Steps {
        self.core.dir_fd = Some(dir_fd);
        Steps { core: self.core }
    }
}

impl Steps {
    /// Goes on to the next directory. Top-down, `chosen` are the subdirectories of the last one that are to be visited, if
    /// it is not all of them. An error of a single directory does not end the walk; one of the host's does.
    pub fn advance<H: Host>(
        &mut self,
        host: &mut H,
        chosen: Option<&[OsString]>,
    ) -> Option<Result<()>> {
        if let Some(chosen) = chosen.filter(|_| self.core.is_listed()) {
            self.core.settle_names(chosen);
        }
        self.core.advance(host)
    }

    /// The path of the directory.
    pub fn path(&self) -> &Path {
        self.core.path()
    }

    /// The names of its entries, and whether they are directories or lead to one.
    pub fn names(&self) -> impl Iterator<Item = (&[Unit], bool)> {
        let (records, mut at) = self.core.records();
        std::iter::from_fn(move || {
            loop {
                let (record, next) = records.get(at)?;
                at = next;
                let found = record.kind();
                if found & mark::HIDDEN == 0 {
                    let is_dir = found & mark::LEADS_TO_DIR != 0 || found & kind::MASK == kind::DIR;
                    return Some((record.name(), is_dir));
                }
            }
        })
    }

    /// The directory, open, if the walk has descriptors.
    #[cfg(unix)]
    pub fn fd(&self) -> Option<BorrowedFd<'_>> {
        Some(self.core.dir()?.fd())
    }

    /// Ends the walk.
    pub fn finish(&mut self) {
        self.core.finish();
    }
}

impl fmt::Debug for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.core.debug("Steps", f)
    }
}
