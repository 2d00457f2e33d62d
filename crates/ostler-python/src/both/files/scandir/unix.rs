//! Unix: records of the system, many at a time.

use std::os::unix::ffi::OsStrExt as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ostler::errno;
use ostler_capi::class::{self, Answer};
use ostler_capi::guarded::Guarded;
use ostler_capi::lock::unlocked;
use ostler_capi::next::Next;
use ostler_capi::raised::Raised;
use ostler_capi::text;
use ostler_sys::dirent::{Dir, Record, Records, kind};
use pyo3::prelude::*;
use pyo3::sync::MutexExt as _;

use crate::both::files::entry::{DirEntry, Known, Place};
use crate::both::files::listdir::{ROOM, open};
use crate::convert::{PathArg, Takes};
use crate::error::Failure;

pub(super) const TAKES: Takes = Takes::path("scandir").or_fd().or_none();

/// What paths of entries start with.
fn prefix(path: &PathArg<'_>) -> Vec<u8> {
    if path.fd().is_some() {
        return Vec::new();
    }
    let mut prefix = path.os_str().as_bytes().to_vec();
    if path.is_none() {
        prefix = b".".to_vec();
    }
    if !prefix.is_empty() && prefix.last() != Some(&b'/') {
        prefix.push(b'/');
    }
    prefix
}

/// What was read and not handed out yet.
struct Batch {
    records: Records,
    at: usize,
}

impl Batch {
    const fn new(records: Records) -> Self {
        Self { records, at: 0 }
    }

    /// The next entry, but for `.` and `..`.
    #[inline]
    fn next(&mut self) -> Option<Record<'_>> {
        loop {
            let (record, next) = self.records.get(self.at)?;
            self.at = next;
            if !record.is_dots() {
                return Some(record);
            }
        }
    }
}

/// The entries of a directory.
pub(super) struct Entries {
    /// Held by whoever reads or closes it. Nobody asks the interpreter for anything meanwhile.
    dir: Mutex<Option<Arc<Dir>>>,
    batch: Guarded<Batch>,
    place: Py<Place>,
}

impl Entries {
    pub(super) fn open(path: &PathArg<'_>) -> PyResult<Self> {
        let py = path.py();
        let dir = Arc::new(open(py, path)?);
        let place = Place {
            prefix: prefix(path),
            dir: Arc::downgrade(&dir),
            dir_fd: path.fd(),
            bytes: path.is_bytes(),
        };
        Ok(Self {
            dir: Mutex::new(Some(dir)),
            batch: Guarded::new(Batch::new(Records::new())),
            place: Py::new(py, place)?,
        })
    }

    #[inline]
    pub(super) fn next<'py>(&self, py: Python<'py>, filename: Option<&Py<PyAny>>) -> Next<'py> {
        loop {
            if let Some(entry) = self.had(py) {
                return entry.map(Some);
            }
            if !self.read(py, filename)? {
                return Ok(None);
            }
        }
    }

    pub(super) fn close(&self, py: Python<'_>) {
        let mut dir = self.dir(py);
        let _ = self.batch.with(py, |batch| *batch = Batch::new(Records::new()));
        if let Some(dir) = dir.take() {
            // A descriptor of the program's shares its position.
            let _ = dir.rewind();
        }
    }

    pub(super) fn is_open(&self, py: Python<'_>) -> bool {
        self.dir(py).is_some()
    }

    fn dir(&self, py: Python<'_>) -> MutexGuard<'_, Option<Arc<Dir>>> {
        self.dir.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner)
    }

    /// The entry that was read next. `None` if all have been handed out.
    #[inline]
    fn had<'py>(&self, py: Python<'py>) -> Option<Answer<'py>> {
        let place = self.place.get();
        let taken = self.batch.with(py, |batch| {
            let record = batch.next()?;
            // Nothing of Python may run here, as codecs do.
            let name = match text::ascii(py, record.name()) {
                Some(text) if !place.bytes => Ok(text),
                _ => Err(record.name().to_owned()),
            };
            Some((name, record.inode(), record.kind() & kind::MASK))
        });
        let (name, inode, kind) = taken??;
        Some(match name.unwrap_or_else(|name| place.named(py, &name)) {
            Ok(name) => {
                let known = Known::new(inode, kind, self.place.clone_ref(py));
                class::made(name, DirEntry::new(known))
            }
            Err(error) => Err(error.into()),
        })
    }

    /// Reads on. `false` at the end.
    fn read(&self, py: Python<'_>, filename: Option<&Py<PyAny>>) -> Result<bool, Raised> {
        let mut dir = self.dir(py);
        let had = self.batch.with(py, |batch| {
            // Another thread may have read on while this one waited.
            let had = batch.records.get(batch.at).is_some();
            if had { None } else { Some(std::mem::take(&mut batch.records)) }
        });
        let Some(Some(mut records)) = had else { return Ok(true) };
        let Some(open) = dir.as_ref() else { return Ok(false) };
        records.clear();
        let read = unlocked(py, || open.read(&mut records, ROOM));
        let mut new = Some(Batch::new(records));
        while new.is_some() {
            // Without the interpreter's lock another thread may be looking whether there are entries: for a moment.
            let _ = self.batch.with(py, |batch| {
                if let Some(new) = new.take() {
                    *batch = new;
                }
            });
        }
        if !matches!(read, Ok(true) | Err(errno::EINTR)) {
            // It is closed at its end, and by an error. A descriptor of the program's shares its position.
            if let Some(open) = dir.take() {
                let _ = open.rewind();
            }
        }
        drop(dir);
        match read {
            Err(errno::EINTR) => py.check_signals().map(|()| true).map_err(Raised::from),
            Err(errno) => {
                Err(Failure::System(errno).raised(py, filename.map(|name| name.bind(py))))
            }
            Ok(more) => Ok(more),
        }
    }
}
