//! On Windows a directory tells nearly all there is to know of an entry.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::os::windows::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use ostler_sys::files::Found;

use crate::error::{ErrorKind, Result};
use crate::os::{self, StatResult};
use crate::stat::{self, IO_REPARSE_TAG_MOUNT_POINT, S_ISDIR, S_ISREG};

/// An entry, and what was learned of it.
pub(in crate::os::files::scandir) struct Entry {
    folder: Arc<PathBuf>,
    name: OsString,
    known: StatResult,
    path: OnceLock<PathBuf>,
    followed: OnceLock<StatResult>,
    inode: OnceLock<u128>,
}

impl Entry {
    pub(in crate::os::files::scandir) fn new(folder: &Arc<PathBuf>, found: Found<'_>) -> Self {
        Self {
            folder: Arc::clone(folder),
            name: OsString::from_wide(found.name()),
            known: found.status().into(),
            path: OnceLock::new(),
            followed: OnceLock::new(),
            inode: OnceLock::new(),
        }
    }

    pub(super) fn name(&self) -> &OsStr {
        &self.name
    }

    pub(super) fn path(&self) -> &Path {
        self.path.get_or_init(|| self.folder.join(&self.name))
    }

    pub(super) fn inode(&self) -> Result<u128> {
        if let Some(known) = self.inode.get() {
            return Ok(*known);
        }
        let asked = os::lstat(self.path())?.st_ino();
        Ok(*self.inode.get_or_init(|| asked))
    }

    pub(super) fn is_dir(&self, follow: bool) -> Result<bool> {
        self.is(S_ISDIR, follow)
    }

    pub(super) fn is_file(&self, follow: bool) -> Result<bool> {
        self.is(S_ISREG, follow)
    }

    #[allow(clippy::unnecessary_wraps)] // Other systems may have to ask.
    pub(super) fn is_symlink(&self) -> Result<bool> {
        Ok(self.is_link())
    }

    pub(super) const fn is_junction(&self) -> bool {
        self.known.st_reparse_tag() == IO_REPARSE_TAG_MOUNT_POINT
    }

    pub(super) fn stat(&self, follow: bool) -> Result<StatResult> {
        if !(follow && self.is_link()) {
            return Ok(self.known);
        }
        if let Some(known) = self.followed.get() {
            return Ok(*known);
        }
        let asked = os::stat(self.path())?;
        Ok(*self.followed.get_or_init(|| asked))
    }

    fn is_link(&self) -> bool {
        stat::S_ISLNK(self.known.st_mode())
    }

    fn is(&self, wanted: fn(u32) -> bool, follow: bool) -> Result<bool> {
        match self.stat(follow) {
            Ok(status) => Ok(wanted(status.st_mode())),
            Err(error) if error.kind() == ErrorKind::FileNotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DirEntry")
            .field("path", &self.folder.join(&self.name))
            .field("known", &self.known)
            .finish_non_exhaustive()
    }
}
