use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ostler_sys::dirent::{Dir, Records, kind};
use ostler_sys::files::{AT_SYMLINK_NOFOLLOW, fstatat};

use crate::error::{OrPath as _, Result};
use crate::fd::BorrowedFd;
use crate::host::{Native, retry};
use crate::os::StatResult;
use crate::os::files::scandir::EntryRef;

use super::core::Core;
use super::marks::mark;

/// The directories of a walk as the kernel writes them: see [`Walk::listings`](super::Walk::listings).
///
/// ```
/// use ostler::os;
///
/// let tmp = tempfile::tempdir()?;
/// std::fs::create_dir(tmp.path().join("sub"))?;
/// std::fs::write(tmp.path().join("sub/file"), "12345")?;
///
/// let mut listings = os::walk(tmp.path()).listings();
/// let mut bytes = 0;
/// while let Some(listing) = listings.step() {
///     let mut listing = listing?;
///     for entry in listing.entries().filter(|entry| entry.file_type().is_file()) {
///         bytes += listing.stat(&entry)?.st_size();
///     }
///     listing.prune(|entry| entry.name() == ".git");
/// }
/// assert_eq!(bytes, 5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "nothing is walked until steps are taken"]
pub struct Listings<'a> {
    pub(super) core: Core<'a>,
}

impl<'a> Listings<'a> {
    pub(super) fn new(core: Core<'a>) -> Self {
        Self { core }
    }

    /// Goes on to the next directory and lends it. `None` after the last.
    ///
    /// # Errors
    ///
    /// As of [`Walk::step`](super::Walk::step).
    #[inline]
    pub fn step(&mut self) -> Option<Result<Listing<'_>>> {
        if let Err(error) = self.advance()? {
            return Some(Err(error));
        }
        let (dirpath, depth, dir, records, start) = self.core.parts()?;
        Some(Ok(Listing { dirpath, depth, dir, records, start }))
    }

    pub(super) fn advance(&mut self) -> Option<Result<()>> {
        if let Err(error) = super::begin(&mut self.core) {
            return Some(Err(error));
        }
        self.core.advance(&mut Native)
    }
}

impl fmt::Debug for Listings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.core.debug("Listings", f)
    }
}

/// One directory of a walk, open, with the records of its entries.
pub struct Listing<'w> {
    pub(super) dirpath: &'w Path,
    pub(super) depth: usize,
    pub(super) dir: &'w Arc<Dir>,
    pub(super) records: &'w mut Records,
    pub(super) start: usize,
}

impl Listing<'_> {
    /// The path of the directory; that of the top is as it was given.
    pub fn dirpath(&self) -> &Path {
        self.dirpath
    }

    /// How deep it is: 0 for the top.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The open directory.
    pub fn dirfd(&self) -> BorrowedFd<'_> {
        self.dir.fd()
    }

    /// The entries, in the order of the file system.
    pub fn entries(&self) -> EntryRefs<'_> {
        EntryRefs { records: self.records, at: self.start }
    }

    /// The path of an entry.
    pub fn path_of(&self, entry: &EntryRef<'_>) -> PathBuf {
        self.dirpath.join(entry.name())
    }

    /// The status of an entry, of a symbolic link itself: one `fstatat(2)` of the name in the open directory.
    ///
    /// # Errors
    ///
    /// As the call's.
    #[inline]
    pub fn stat(&self, entry: &EntryRef<'_>) -> Result<StatResult> {
        self.stat_with(entry, false)
    }

    /// The status of an entry, or of what a symbolic link leads to.
    ///
    /// # Errors
    ///
    /// As the call's.
    #[inline]
    pub fn stat_with(&self, entry: &EntryRef<'_>, follow_symlinks: bool) -> Result<StatResult> {
        let flags = if follow_symlinks { 0 } else { AT_SYMLINK_NOFOLLOW };
        let found = retry(|| fstatat(self.dirfd().into(), entry.name_c(), flags));
        match found {
            Ok(stat) => Ok(StatResult::from(stat)),
            Err(errno) => Err(errno).or_path(&self.path_of(entry)),
        }
    }

    /// Asks for each directory among the entries (symbolic links to directories too, if those are followed) whether the walk
    /// shall leave it out. No effect bottom-up, where they were visited already.
    pub fn prune(&mut self, mut leave_out: impl FnMut(EntryRef<'_>) -> bool) {
        let mut at = self.start;
        while let Some((record, next)) = self.records.get(at) {
            let found = record.kind();
            let is_dir = found == kind::DIR || found & mark::LEADS_TO_DIR != 0;
            if is_dir && leave_out(EntryRef::new(record)) {
                self.records.set_kind(at, found | mark::PRUNED);
            }
            at = next;
        }
    }
}

impl fmt::Debug for Listing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listing")
            .field("dirpath", &self.dirpath)
            .field("depth", &self.depth)
            .field("entries", &self.entries())
            .finish()
    }
}

/// The entries of a [`Listing`].
#[derive(Clone)]
pub struct EntryRefs<'w> {
    records: &'w Records,
    at: usize,
}

impl<'w> Iterator for EntryRefs<'w> {
    type Item = EntryRef<'w>;

    #[inline]
    fn next(&mut self) -> Option<EntryRef<'w>> {
        loop {
            let (record, next) = self.records.get(self.at)?;
            self.at = next;
            if record.kind() & mark::HIDDEN == 0 {
                return Some(EntryRef::new(record));
            }
        }
    }
}

impl std::iter::FusedIterator for EntryRefs<'_> {}

impl fmt::Debug for EntryRefs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
