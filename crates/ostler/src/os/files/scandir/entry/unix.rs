//! On Unix a directory tells name, number and kind of an entry; the rest is asked for beneath it, as long as it is open.

use std::ffi::{CStr, CString, OsStr};
use std::fmt;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, Weak};

use ostler_sys::dirent::{Dir, Record, kind};
use ostler_sys::{self as sys, files::AT_SYMLINK_NOFOLLOW};

use crate::error::{Error, ErrorKind, Result};
use crate::fd::Fd;
use crate::host::retry;
use crate::os::at::with_path;
use crate::os::{FileType, StatResult};

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

/// An entry, and what was learned of it.
pub(in crate::os::files::scandir) struct Entry {
    name: CString,
    inode: u64,
    kind: u8,
    origin: Arc<Origin>,
    path: OnceLock<PathBuf>,
    followed: OnceLock<Box<StatResult>>,
    itself: OnceLock<Box<StatResult>>,
}

impl Entry {
    #[inline]
    pub(super) fn new(record: Record<'_>, origin: &Arc<Origin>) -> Self {
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

    #[inline]
    pub(super) fn name(&self) -> &OsStr {
        OsStr::from_bytes(self.name.to_bytes())
    }

    #[inline]
    pub(super) fn name_c(&self) -> &CStr {
        &self.name
    }

    pub(super) fn path(&self) -> &Path {
        self.path.get_or_init(|| self.origin.join(self.name()))
    }

    #[inline]
    pub(super) const fn inode(&self) -> u64 {
        self.inode
    }

    #[inline]
    pub(super) const fn file_type(&self) -> FileType {
        FileType::of_record(self.kind)
    }

    pub(super) fn is_dir(&self, follow: bool) -> Result<bool> {
        self.is(kind::DIR, follow)
    }

    pub(super) fn is_file(&self, follow: bool) -> Result<bool> {
        self.is(kind::FILE, follow)
    }

    pub(super) fn is_symlink(&self) -> Result<bool> {
        self.is(kind::SYMLINK, false)
    }

    /// There are none.
    #[allow(clippy::unused_self)] // Windows asks the entry.
    pub(super) const fn is_junction(&self) -> bool {
        false
    }

    pub(super) fn stat(&self, follow: bool) -> Result<StatResult> {
        if follow && self.is_symlink()? {
            return cached(&self.followed, || self.fetch(0));
        }
        cached(&self.itself, || self.fetch(AT_SYMLINK_NOFOLLOW))
    }

    fn fetch(&self, flags: i32) -> Result<StatResult> {
        let status = |dir: Fd<'_>, name: &CStr| {
            retry(|| sys::files::fstatat(dir, name, flags)).map(StatResult::from)
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
        match self.stat(follow) {
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

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DirEntry")
            .field("path", &self.origin.join(self.name()))
            .field("file_type", &self.file_type())
            .field("inode", &self.inode)
            .finish_non_exhaustive()
    }
}
