//! Directories of Unix: records of the system, many at a time.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::sync::Arc;

use ostler_sys::dirent::{Dir, ROOM, Records};

use super::{DirEntry, EntryRef, Origin};
use crate::errno::Errno;
use crate::error::{Error, OrPath as _, Result};
use crate::fd::Fd;
use crate::host::retry;
use crate::os::at::{Spot, with_path};

/// The names in a directory.
pub(super) fn names(spot: Spot<'_>) -> Result<Vec<OsString>> {
    let dir = open(spot)?;
    let mut names = Vec::new();
    let mut records = Records::new();
    while read(&dir, &mut records, spot)? {
        let mut at = 0;
        while let Some((record, next)) = records.get(at) {
            if !record.is_dots() {
                names.push(OsStr::from_bytes(record.name()).to_os_string());
            }
            at = next;
        }
        records.clear();
    }
    Ok(names)
}

fn read(dir: &Dir, records: &mut Records, spot: Spot<'_>) -> Result<bool> {
    let more = retry(|| dir.read(records, ROOM));
    match spot {
        Spot::Path(path) => more.or_path(path),
        Spot::Fd(_) => Ok(more?),
    }
}

fn open(spot: Spot<'_>) -> Result<Dir> {
    match spot {
        Spot::Path(path) => {
            with_path(path, |name| retry(|| Dir::openat(Fd::CWD, name, true))).or_path(path)
        }
        Spot::Fd(fd) => Ok(retry(|| Dir::duplicate(fd))?),
    }
}

/// The entries of a directory.
pub(super) struct Entries {
    dir: Option<Arc<Dir>>,
    origin: Arc<Origin>,
    records: Records,
    at: usize,
}

impl Entries {
    pub(super) fn open(spot: Spot<'_>) -> Result<Self> {
        let dir = Arc::new(open(spot)?);
        let origin = match spot {
            Spot::Path(path) => Origin::new(path, Arc::downgrade(&dir)),
            Spot::Fd(_) => Origin::without_path(Arc::clone(&dir)),
        };
        Ok(Self { dir: Some(dir), origin: Arc::new(origin), records: Records::new(), at: 0 })
    }

    #[inline]
    pub(super) fn next(&mut self) -> Option<Result<DirEntry>> {
        let at = match self.advance()? {
            Ok(at) => at,
            Err(error) => return Some(Err(error)),
        };
        let (record, _) = self.records.get(at)?;
        Some(Ok(DirEntry::new(record, &self.origin)))
    }

    #[inline]
    pub(super) fn next_ref(&mut self) -> Option<Result<EntryRef<'_>>> {
        let at = match self.advance()? {
            Ok(at) => at,
            Err(error) => return Some(Err(error)),
        };
        let (record, _) = self.records.get(at)?;
        Some(Ok(EntryRef::new(record)))
    }

    pub(super) fn close(&mut self) {
        self.dir = None;
        self.at = self.records.len();
    }

    /// The position of the next record.
    #[inline]
    fn advance(&mut self) -> Option<Result<usize>> {
        loop {
            while let Some((record, next)) = self.records.get(self.at) {
                let at = self.at;
                self.at = next;
                if !record.is_dots() {
                    return Some(Ok(at));
                }
            }
            if let Err(errno) = self.fill()? {
                return Some(Err(self.failed(errno)));
            }
        }
    }

    /// Reads more records. `None` at the end; the directory is closed then, and on an error.
    fn fill(&mut self) -> Option<Result<(), Errno>> {
        self.records.clear();
        self.at = 0;
        let dir = self.dir.as_ref()?;
        match retry(|| dir.read(&mut self.records, ROOM)) {
            Ok(true) => Some(Ok(())),
            Ok(false) => {
                self.dir = None;
                None
            }
            Err(errno) => {
                self.dir = None;
                Some(Err(errno))
            }
        }
    }

    #[cold]
    fn failed(&self, errno: Errno) -> Error {
        let error = Error::from_errno(errno);
        match self.origin.path() {
            Some(path) => error.with_filename(path),
            None => error,
        }
    }
}

impl fmt::Debug for Entries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path: Option<&Path> = self.origin.path();
        f.debug_struct("ScanDir")
            .field("path", &path)
            .field("open", &self.dir.is_some())
            .finish_non_exhaustive()
    }
}
