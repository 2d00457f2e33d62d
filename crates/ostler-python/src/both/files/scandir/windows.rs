//! Windows: what a directory knows of an entry comes with its name.

use std::sync::{Mutex, MutexGuard, PoisonError};

use ostler::os::ScanDir;
use ostler_capi::class;
use ostler_capi::lock::unlocked;
use ostler_capi::next::Next;
use pyo3::prelude::*;
use pyo3::sync::MutexExt as _;

use crate::both::files::entry::{DirEntry, Known};
use crate::convert::{PathArg, Takes, named};
use crate::error::Failure;

pub(super) const TAKES: Takes = Takes::path("scandir").or_none();

/// The entries of a directory.
pub(super) struct Entries {
    /// Nobody asks the interpreter for anything while it is held.
    entries: Mutex<Option<ScanDir>>,
    /// Whether names are bytes.
    bytes: bool,
}

impl Entries {
    pub(super) fn open(path: &PathArg<'_>) -> PyResult<Self> {
        let (py, directory) = (path.py(), path.path());
        let filename = (!path.is_none()).then(|| path.object());
        match py.detach(|| ostler::os::scandir(directory)) {
            Ok(entries) => Ok(Self { entries: Mutex::new(Some(entries)), bytes: path.is_bytes() }),
            Err(error) => Err(Failure::of_any(&error).raise(py, filename, None)),
        }
    }

    pub(super) fn next<'py>(&self, py: Python<'py>, filename: Option<&Py<PyAny>>) -> Next<'py> {
        let mut entries = self.entries(py);
        let next = unlocked(py, || entries.as_mut().and_then(Iterator::next));
        if !matches!(next, Some(Ok(_))) {
            // It is closed at its end, and by an error.
            *entries = None;
        }
        drop(entries);
        match next {
            None => Ok(None),
            Some(Ok(entry)) => {
                let name = named(py, entry.name(), self.bytes)?;
                class::made(name, DirEntry::new(Known::new(entry, self.bytes))).map(Some)
            }
            Some(Err(error)) => {
                Err(Failure::of_any(&error).raised(py, filename.map(|name| name.bind(py))))
            }
        }
    }

    pub(super) fn close(&self, py: Python<'_>) {
        *self.entries(py) = None;
    }

    pub(super) fn is_open(&self, py: Python<'_>) -> bool {
        self.entries(py).is_some()
    }

    fn entries(&self, py: Python<'_>) -> MutexGuard<'_, Option<ScanDir>> {
        self.entries.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner)
    }
}
