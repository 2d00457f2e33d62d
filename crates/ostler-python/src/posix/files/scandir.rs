//! Directories entry by entry.

use std::ffi::CString;
use std::os::unix::ffi::OsStrExt as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ostler::errno;
use ostler::raw::dirent::{Dir, Record, Records, kind};
use pyo3::exceptions::PyResourceWarning;
use pyo3::prelude::*;
use pyo3::sync::MutexExt as _;

use super::entry::{DirEntry, Place};
use crate::audit::audit;
use crate::both::files::listdir::{ROOM, open};
use crate::convert::{PathArg, Takes};
use crate::error::Failure;
use crate::ffi::class::{self, Answer};
use crate::ffi::guarded::Guarded;
use crate::ffi::lock::unlocked;
use crate::ffi::next::{self, Next};
use crate::ffi::raised::Raised;
use crate::ffi::text;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; scandir);
    next::quick::<ScandirIterator>(module.py());
    module.add("DirEntry", class::type_object::<DirEntry>(module.py())?)
}

/// The entries of a directory, in no order, without `.` and `..`: an iterator to be closed.
#[pyfunction]
#[pyo3(signature = (path=None))]
fn scandir(py: Python<'_>, path: Option<&Bound<'_, PyAny>>) -> PyResult<ScandirIterator> {
    let none = py.None().into_bound(py);
    let path = Takes::path("scandir").or_fd().or_none().from(path.unwrap_or(&none))?;
    audit(py, c"os.scandir", (path.object(),))?;
    let dir = Arc::new(open(py, &path)?);
    let place = Place {
        prefix: prefix(&path),
        dir: Arc::downgrade(&dir),
        dir_fd: path.fd(),
        bytes: path.is_bytes(),
    };
    Ok(ScandirIterator {
        dir: Mutex::new(Some(dir)),
        batch: Guarded::new(Batch::new(Records::new())),
        place: Py::new(py, place)?,
        filename: (!path.is_none()).then(|| path.object().clone().unbind()),
    })
}

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

/// The entries of a directory. Threads may share it: each entry is had by one of them.
#[pyclass(module = "posix", frozen)]
struct ScandirIterator {
    /// Held by whoever reads or closes it. Nobody asks the interpreter for anything meanwhile.
    dir: Mutex<Option<Arc<Dir>>>,
    batch: Guarded<Batch>,
    place: Py<Place>,
    /// What errors name.
    filename: Option<Py<PyAny>>,
}

#[pymethods]
impl ScandirIterator {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        next::Quick::next(self, py).map_err(|raised| raised.taken(py))
    }

    /// Close the directory.
    fn close(&self, py: Python<'_>) {
        let mut dir = self.dir(py);
        let _ = self.batch.with(py, |batch| *batch = Batch::new(Records::new()));
        if let Some(dir) = dir.take() {
            // A descriptor of the program's shares its position.
            let _ = dir.rewind();
        }
    }

    fn __enter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, py: Python<'_>, _exception: &Bound<'_, pyo3::types::PyTuple>) {
        self.close(py);
    }
}

impl ScandirIterator {
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
            Ok(name) => class::made(name, DirEntry::new(inode, kind, self.place.clone_ref(py))),
            Err(error) => Err(error.into()),
        })
    }

    /// Reads on. `false` at the end.
    fn read(&self, py: Python<'_>) -> Result<bool, Raised> {
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
        let _ = self.batch.with(py, |batch| *batch = Batch::new(records));
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
                let filename = self.filename.as_ref().map(|name| name.bind(py));
                Err(Failure::System(errno).raised(py, filename))
            }
            Ok(more) => Ok(more),
        }
    }
}

impl next::Quick for ScandirIterator {
    #[inline]
    fn next<'py>(&self, py: Python<'py>) -> Next<'py> {
        loop {
            if let Some(entry) = self.had(py) {
                return entry.map(Some);
            }
            if !self.read(py)? {
                return Ok(None);
            }
        }
    }
}

impl Drop for ScandirIterator {
    fn drop(&mut self) {
        if self.dir.get_mut().unwrap_or_else(PoisonError::into_inner).is_none() {
            return;
        }
        let place = std::ptr::from_ref(&self.filename);
        Python::attach(|py| {
            // Whatever is being raised goes on afterwards.
            let pending = PyErr::take(py);
            let text =
                format!("unclosed scandir iterator <posix.ScandirIterator object at {place:p}>");
            if let Ok(text) = CString::new(text) {
                let category = py.get_type::<PyResourceWarning>();
                if let Err(error) = PyErr::warn(py, &category, &text, 1) {
                    error.write_unraisable(py, None);
                }
            }
            if let Some(pending) = pending {
                pending.restore(py);
            }
        });
    }
}
