//! What a directory knows of an entry.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::os::windows::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use ostler_sys::files::Found;

use crate::error::{ErrorKind, Result};
use crate::os::StatResult;
use crate::os::windows::files::stat::stat_path;
use crate::stat::{self, IO_REPARSE_TAG_MOUNT_POINT, S_ISDIR, S_ISREG};

/// An entry of a directory: `os.DirEntry`.
///
/// It remembers what it was told, and what it has asked.
pub struct DirEntry {
    folder: Arc<PathBuf>,
    name: OsString,
    known: StatResult,
    path: OnceLock<PathBuf>,
    followed: OnceLock<StatResult>,
    inode: OnceLock<u128>,
}

impl DirEntry {
    pub(super) fn new(folder: &Arc<PathBuf>, found: Found<'_>) -> Self {
        Self {
            folder: Arc::clone(folder),
            name: OsString::from_wide(found.name()),
            known: found.status().into(),
            path: OnceLock::new(),
            followed: OnceLock::new(),
            inode: OnceLock::new(),
        }
    }

    /// The name, without the directory.
    pub fn name(&self) -> &OsStr {
        &self.name
    }

    /// The path: what [`scandir`](super::scandir) was given, and the name.
    pub fn path(&self) -> &Path {
        self.path.get_or_init(|| self.folder.join(&self.name))
    }

    /// The number of the file itself: `DirEntry.inode()`. The first time the system is asked.
    ///
    /// # Errors
    ///
    /// `FileNotFound` if it does not exist any more.
    pub fn inode(&self) -> Result<u128> {
        if let Some(known) = self.inode.get() {
            return Ok(*known);
        }
        let asked = stat_path(self.path(), false)?.st_ino();
        Ok(*self.inode.get_or_init(|| asked))
    }

    /// Whether this is a directory, or a symbolic link to one: `DirEntry.is_dir()`.
    ///
    /// The system is asked for symbolic links only. What does not exist any more is no directory.
    ///
    /// # Errors
    ///
    /// As of [`stat`](Self::stat), but not `FileNotFound`.
    pub fn is_dir(&self) -> Result<bool> {
        self.is_dir_with(true)
    }

    /// [`is_dir`](Self::is_dir), or of a symbolic link itself, which never is one:
    /// `DirEntry.is_dir(*, follow_symlinks=True)`.
    ///
    /// # Errors
    ///
    /// As [`is_dir`](Self::is_dir).
    pub fn is_dir_with(&self, follow_symlinks: bool) -> Result<bool> {
        self.is(S_ISDIR, follow_symlinks)
    }

    /// Whether this is a regular file, or a symbolic link to one: `DirEntry.is_file()`.
    ///
    /// # Errors
    ///
    /// As [`is_dir`](Self::is_dir).
    pub fn is_file(&self) -> Result<bool> {
        self.is_file_with(true)
    }

    /// [`is_file`](Self::is_file), or of a symbolic link itself, which never is one:
    /// `DirEntry.is_file(*, follow_symlinks=True)`.
    ///
    /// # Errors
    ///
    /// As [`is_dir`](Self::is_dir).
    pub fn is_file_with(&self, follow_symlinks: bool) -> Result<bool> {
        self.is(S_ISREG, follow_symlinks)
    }

    /// Whether this is a symbolic link, broken or not: `DirEntry.is_symlink()`. The system is not asked.
    ///
    /// # Errors
    ///
    /// None on this system.
    #[allow(clippy::unnecessary_wraps)] // Other systems may have to ask.
    pub fn is_symlink(&self) -> Result<bool> {
        Ok(self.is_link())
    }

    /// Whether this is a junction: `DirEntry.is_junction()`. The system is not asked.
    ///
    /// # Errors
    ///
    /// None on this system.
    #[allow(clippy::unnecessary_wraps)] // As for `is_symlink`.
    pub fn is_junction(&self) -> Result<bool> {
        Ok(self.known.st_reparse_tag() == IO_REPARSE_TAG_MOUNT_POINT)
    }

    /// The status of the file, through a symbolic link: `DirEntry.stat()`.
    ///
    /// It is what the directory knows, in which `st_ino`, `st_dev` and `st_nlink` are 0; only for a symbolic link is the
    /// system asked.
    ///
    /// # Errors
    ///
    /// `FileNotFound` for a broken link.
    pub fn stat(&self) -> Result<StatResult> {
        self.stat_with(true)
    }

    /// [`stat`](Self::stat), or of a symbolic link itself: `DirEntry.stat(*, follow_symlinks=True)`.
    ///
    /// # Errors
    ///
    /// As [`stat`](Self::stat).
    pub fn stat_with(&self, follow_symlinks: bool) -> Result<StatResult> {
        if !(follow_symlinks && self.is_link()) {
            return Ok(self.known);
        }
        if let Some(known) = self.followed.get() {
            return Ok(*known);
        }
        let asked = stat_path(self.path(), true)?;
        Ok(*self.followed.get_or_init(|| asked))
    }

    fn is_link(&self) -> bool {
        stat::S_ISLNK(self.known.st_mode())
    }

    fn is(&self, wanted: fn(u32) -> bool, follow: bool) -> Result<bool> {
        match self.stat_with(follow) {
            Ok(status) => Ok(wanted(status.st_mode())),
            Err(error) if error.kind() == ErrorKind::FileNotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}

impl AsRef<Path> for DirEntry {
    fn as_ref(&self) -> &Path {
        self.path()
    }
}

impl fmt::Debug for DirEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DirEntry")
            .field("path", &self.folder.join(&self.name))
            .field("known", &self.known)
            .finish_non_exhaustive()
    }
}
