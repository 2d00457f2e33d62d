//! What a directory knows of an entry.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use std::ffi::CStr;
use std::ffi::OsStr;
use std::fmt;
use std::path::Path;

#[cfg(unix)]
use super::FileType;
use crate::error::Result;
use crate::os::StatResult;
#[cfg(unix)]
pub(super) use unix::Entry;
#[cfg(unix)]
pub(crate) use unix::Origin;
#[cfg(windows)]
pub(super) use windows::Entry;

/// An entry of a directory, and what was learned of it on the way: `os.DirEntry`.
///
/// It can be given wherever a path can. What it has answered once it answers again without a call: it is made to be used
/// soon, not to be kept. On Unix its calls go to the open directory while that is being read, so a directory renamed
/// meanwhile does no harm, and by [`path`](Self::path) afterwards. Windows tells types, sizes, times and attributes with the
/// names, so only what a symbolic link leads to is asked for, and the number of the file.
///
/// ```
/// use ostler::os;
///
/// let tmp = tempfile::tempdir()?;
/// std::fs::write(tmp.path().join("new"), "text")?;
/// let entry = os::scandir(tmp.path())?.next().unwrap()?;
/// assert_eq!(entry.name(), "new");
/// assert!(entry.is_file()? && !entry.is_dir()? && !entry.is_symlink()?);
/// assert_eq!(entry.stat()?.st_ino(), entry.inode().into());
/// assert_eq!(os::stat(&entry)?.st_ino(), entry.inode().into());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "os.DirEntry")]
pub struct DirEntry(pub(super) Entry);

impl DirEntry {
    #[cfg(unix)]
    #[inline]
    pub(crate) fn new(
        record: ostler_sys::dirent::Record<'_>,
        origin: &std::sync::Arc<Origin>,
    ) -> Self {
        Self(Entry::new(record, origin))
    }

    /// The name, without the directory.
    #[inline]
    pub fn name(&self) -> &OsStr {
        self.0.name()
    }

    /// The name as system calls take it.
    #[cfg(unix)]
    #[inline]
    pub fn name_c(&self) -> &CStr {
        self.0.name_c()
    }

    /// The path: what [`scandir`](super::scandir) was given, and the name. After a descriptor, the name alone.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The inode number, as the directory has it. No call is made.
    #[cfg(unix)]
    #[inline]
    pub fn inode(&self) -> u64 {
        self.0.inode()
    }

    /// The number of the file itself: `DirEntry.inode()`. The first time the system is asked.
    ///
    /// # Errors
    ///
    /// `FileNotFound` if it does not exist any more.
    #[cfg(windows)]
    pub fn inode(&self) -> Result<u128> {
        self.0.inode()
    }

    /// What the directory says this is. No call is made; a file system may not say.
    #[cfg(unix)]
    #[inline]
    pub fn file_type(&self) -> FileType {
        self.0.file_type()
    }

    /// Whether this is a directory, or a symbolic link to one: `DirEntry.is_dir()`.
    ///
    /// A call is made for symbolic links, and where a file system of Unix does not tell types. What does not exist any more
    /// is no directory.
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
        self.0.is_dir(follow_symlinks)
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
        self.0.is_file(follow_symlinks)
    }

    /// Whether this is a symbolic link, broken or not: `DirEntry.is_symlink()`.
    ///
    /// # Errors
    ///
    /// As [`is_dir`](Self::is_dir).
    pub fn is_symlink(&self) -> Result<bool> {
        self.0.is_symlink()
    }

    /// Whether this is a junction: `DirEntry.is_junction()`. Only Windows has them, so elsewhere the answer is no. The system
    /// is not asked.
    ///
    /// # Errors
    ///
    /// None.
    #[allow(clippy::unnecessary_wraps)] // As the others.
    pub fn is_junction(&self) -> Result<bool> {
        Ok(self.0.is_junction())
    }

    /// The status of the file, through a symbolic link: `DirEntry.stat()`, `fstatat(2)`.
    ///
    /// On Windows it is what the directory knows, in which `st_ino`, `st_dev` and `st_nlink` are 0; only for a symbolic link is
    /// the system asked.
    ///
    /// # Errors
    ///
    /// `FileNotFound` if it does not exist any more, or is a broken link.
    pub fn stat(&self) -> Result<StatResult> {
        self.stat_with(true)
    }

    /// [`stat`](Self::stat), or of a symbolic link itself: `DirEntry.stat(*, follow_symlinks=True)`.
    ///
    /// # Errors
    ///
    /// As [`stat`](Self::stat).
    pub fn stat_with(&self, follow_symlinks: bool) -> Result<StatResult> {
        self.0.stat(follow_symlinks)
    }
}

impl AsRef<Path> for DirEntry {
    fn as_ref(&self) -> &Path {
        self.path()
    }
}

impl fmt::Debug for DirEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
