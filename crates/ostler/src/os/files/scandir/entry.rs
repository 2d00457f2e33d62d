use std::ffi::{CStr, CString, OsStr};
use std::fmt;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, Weak};

use ostler_sys::dirent::{Dir, Record, kind};
use ostler_sys::{self as sys, files::AT_SYMLINK_NOFOLLOW};

use super::FileType;
use crate::error::{Error, ErrorKind, Result};
use crate::fd::Fd;
use crate::host::retry;
use crate::os::StatResult;
use crate::os::at::with_path;

/// Where entries come from: shared by those of one directory.
#[derive(Debug)]
pub(crate) struct Origin {
    /// The path of the directory, if that is what was given.
    path: Option<PathBuf>,
    dir: Holding,
}

/// How entries hold their directory.
#[derive(Debug)]
enum Holding {
    /// As long as it is being read; afterwards they go by its path.
    Loose(Weak<Dir>),
    /// As long as they are there: no path leads to it.
    Fast(Arc<Dir>),
}

impl Origin {
    /// Of a directory that has a path.
    pub(crate) fn new(path: &Path, dir: Weak<Dir>) -> Self {
        Self { path: Some(path.to_path_buf()), dir: Holding::Loose(dir) }
    }

    /// Of a directory given by a descriptor.
    pub(crate) const fn without_path(dir: Arc<Dir>) -> Self {
        Self { path: None, dir: Holding::Fast(dir) }
    }

    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    fn dir(&self) -> Option<Arc<Dir>> {
        match &self.dir {
            Holding::Loose(dir) => dir.upgrade(),
            Holding::Fast(dir) => Some(Arc::clone(dir)),
        }
    }

    fn join(&self, name: &OsStr) -> PathBuf {
        let Some(base) = &self.path else { return name.into() };
        let mut path = PathBuf::with_capacity(base.as_os_str().len() + 1 + name.len());
        path.push(base);
        path.push(name);
        path
    }
}

/// An entry of a directory, and what was learned of it on the way: `os.DirEntry`.
///
/// It can be given wherever a path can. What it has answered once it answers again without a call: it is made to be used
/// soon, not to be kept. Its calls go to the open directory while that is being read, so a directory renamed meanwhile does no
/// harm, and by [`path`](Self::path) afterwards.
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
pub struct DirEntry {
    name: CString,
    inode: u64,
    kind: u8,
    origin: Arc<Origin>,
    path: OnceLock<PathBuf>,
    followed: OnceLock<Box<StatResult>>,
    itself: OnceLock<Box<StatResult>>,
}

impl DirEntry {
    #[inline]
    pub(crate) fn new(record: Record<'_>, origin: &Arc<Origin>) -> Self {
        Self {
            name: record.name_c().to_owned(),
            inode: record.inode(),
            kind: record.kind() & kind::MASK,
            origin: Arc::clone(origin),
            path: OnceLock::new(),
            followed: OnceLock::new(),
            itself: OnceLock::new(),
        }
    }

    /// The name, without the directory.
    #[inline]
    pub fn name(&self) -> &OsStr {
        OsStr::from_bytes(self.name.to_bytes())
    }

    /// The name as system calls take it.
    #[inline]
    pub fn name_c(&self) -> &CStr {
        &self.name
    }

    /// The path: what [`scandir`](super::scandir) was given, and the name. After a descriptor, the name alone.
    pub fn path(&self) -> &Path {
        self.path.get_or_init(|| self.origin.join(self.name()))
    }

    /// The inode number, as the directory has it. No call is made.
    #[inline]
    pub fn inode(&self) -> u64 {
        self.inode
    }

    /// What the directory says this is. No call is made; a file system may not say.
    #[inline]
    pub fn file_type(&self) -> FileType {
        FileType::of_record(self.kind)
    }

    /// Whether this is a directory, or a symbolic link to one: `DirEntry.is_dir()`.
    ///
    /// A call is made for symbolic links, and where the file system does not tell types. What does not exist any more is no
    /// directory.
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
        self.is(kind::DIR, follow_symlinks)
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
        self.is(kind::FILE, follow_symlinks)
    }

    /// Whether this is a symbolic link, broken or not: `DirEntry.is_symlink()`.
    ///
    /// # Errors
    ///
    /// As [`is_dir`](Self::is_dir).
    pub fn is_symlink(&self) -> Result<bool> {
        self.is(kind::SYMLINK, false)
    }

    /// Whether this is a junction: `DirEntry.is_junction()`. Only Windows has them, so elsewhere the answer is no.
    ///
    /// # Errors
    ///
    /// None on this system.
    #[allow(clippy::unused_self, clippy::unnecessary_wraps)] // Windows asks the file.
    pub fn is_junction(&self) -> Result<bool> {
        Ok(false)
    }

    /// The status of the file, through a symbolic link: `DirEntry.stat()`, `fstatat(2)`.
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
        if follow_symlinks && self.is_symlink()? {
            return cached(&self.followed, || self.fetch(0));
        }
        cached(&self.itself, || self.fetch(AT_SYMLINK_NOFOLLOW))
    }

    fn fetch(&self, flags: i32) -> Result<StatResult> {
        let status = |dir: Fd<'_>, name: &CStr| {
            retry(|| sys::files::fstatat(dir, name, flags)).map(StatResult::new)
        };
        match self.origin.dir() {
            Some(dir) => status(dir.fd().into(), &self.name).map_err(Error::from),
            None => with_path(self.path(), |path| status(Fd::CWD, path)),
        }
        .map_err(|error| error.with_filename(self.path()))
    }

    /// Whether the entry is of a kind; what is gone is of none.
    fn is(&self, wanted: u8, follow: bool) -> Result<bool> {
        if self.kind != kind::UNKNOWN && !(follow && self.kind == kind::SYMLINK) {
            return Ok(self.kind == wanted);
        }
        match self.stat_with(follow) {
            Ok(stat) => Ok(kind::of_mode(stat.st_mode()) == wanted),
            Err(error) if error.kind() == ErrorKind::FileNotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}

fn cached(
    cell: &OnceLock<Box<StatResult>>,
    fetch: impl FnOnce() -> Result<StatResult>,
) -> Result<StatResult> {
    if let Some(stat) = cell.get() {
        return Ok(**stat);
    }
    let stat = fetch()?;
    Ok(**cell.get_or_init(|| Box::new(stat)))
}

impl AsRef<Path> for DirEntry {
    fn as_ref(&self) -> &Path {
        self.path()
    }
}

impl fmt::Debug for DirEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DirEntry")
            .field("path", &self.origin.join(self.name()))
            .field("file_type", &self.file_type())
            .field("inode", &self.inode)
            .finish_non_exhaustive()
    }
}
