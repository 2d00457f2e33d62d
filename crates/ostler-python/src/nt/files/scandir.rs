//! Directories entry by entry. What a directory knows of an entry comes with its name: the system is asked once more only for
//! what a symbolic link leads to, and for the number of a file.

use std::ffi::CString;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ostler::os::ScanDir;
use pyo3::exceptions::{PyResourceWarning, PyTypeError};
use pyo3::prelude::*;
use pyo3::sync::{MutexExt as _, PyOnceLock};
use pyo3::types::{PyGenericAlias, PyType};

use crate::audit::audit;
use crate::both::files::stat::stat_result;
use crate::convert::{Given, Takes, Truth, named};
use crate::error::Failure;
use crate::ffi::lock::unlocked;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; scandir);
    module.add_class::<DirEntry>()
}

/// The entries of a directory, in no order, without `.` and `..`: an iterator to be closed.
#[pyfunction]
#[pyo3(signature = (path=None))]
fn scandir(py: Python<'_>, path: Option<&Bound<'_, PyAny>>) -> PyResult<ScandirIterator> {
    let none = py.None().into_bound(py);
    let path = Takes::path("scandir").or_none().from(path.unwrap_or(&none))?;
    audit(py, c"os.scandir", (path.object(),))?;
    let (directory, is_none) = (path.path(), path.is_none());
    let filename = (!is_none).then(|| path.object().clone().unbind());
    match py.detach(|| ostler::os::scandir(directory)) {
        Ok(entries) => {
            let (entries, bytes) = (Mutex::new(Some(entries)), path.is_bytes());
            Ok(ScandirIterator { entries, bytes, filename })
        }
        Err(error) => Err(raised(py, &error, filename.as_ref())),
    }
}

/// An error of the library's, about what the program calls by its own name.
fn raised(py: Python<'_>, error: &ostler::Error, filename: Option<&Py<PyAny>>) -> PyErr {
    Failure::of_any(error).raise(py, filename.map(|name| name.bind(py)), None)
}

/// The entries of a directory. Threads may share it: each entry is had by one of them.
#[pyclass(module = "nt", frozen)]
struct ScandirIterator {
    /// Nobody asks the interpreter for anything while it is held.
    entries: Mutex<Option<ScanDir>>,
    /// Whether names are bytes.
    bytes: bool,
    /// What errors name.
    filename: Option<Py<PyAny>>,
}

#[pymethods]
impl ScandirIterator {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<DirEntry>> {
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
                let name = named(py, entry.name(), self.bytes)?.unbind();
                Ok(Some(DirEntry {
                    name,
                    entry,
                    bytes: self.bytes,
                    path: PyOnceLock::new(),
                    status: PyOnceLock::new(),
                    own_status: PyOnceLock::new(),
                }))
            }
            Some(Err(error)) => Err(raised(py, &error, self.filename.as_ref())),
        }
    }

    /// Close the directory.
    fn close(&self, py: Python<'_>) {
        *self.entries(py) = None;
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
    fn entries(&self, py: Python<'_>) -> MutexGuard<'_, Option<ScanDir>> {
        self.entries.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for ScandirIterator {
    fn drop(&mut self) {
        if self.entries.get_mut().unwrap_or_else(PoisonError::into_inner).is_none() {
            return;
        }
        let place = std::ptr::from_ref(&self.filename);
        Python::attach(|py| {
            // Whatever is being raised goes on afterwards.
            let pending = PyErr::take(py);
            let text =
                format!("unclosed scandir iterator <nt.ScandirIterator object at {place:p}>");
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

/// One entry of a directory.
#[pyclass(module = "nt", frozen)]
pub(super) struct DirEntry {
    /// The entry's base filename.
    #[pyo3(get)]
    name: Py<PyAny>,
    entry: ostler::os::DirEntry,
    bytes: bool,
    path: PyOnceLock<Py<PyAny>>,
    /// The status of what a symbolic link leads to.
    status: PyOnceLock<Py<PyAny>>,
    /// That of the entry itself.
    own_status: PyOnceLock<Py<PyAny>>,
}

#[pymethods]
impl DirEntry {
    /// The entry's path, of the directory's as it was given and its name.
    #[getter]
    fn path<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let path = self.path.get_or_try_init(py, || {
            named(py, self.entry.path().as_os_str(), self.bytes).map(Bound::unbind)
        })?;
        Ok(path.bind(py).clone())
    }

    /// The number of the file.
    fn inode(&self, py: Python<'_>) -> PyResult<u128> {
        py.detach(|| self.entry.inode()).map_err(|error| self.raised(py, &error))
    }

    /// Whether it is a directory.
    #[pyo3(
        signature = (*, follow_symlinks=Given::or(true)),
        text_signature = "($self, /, *, follow_symlinks=True)"
    )]
    fn is_dir(&self, py: Python<'_>, follow_symlinks: Truth) -> PyResult<bool> {
        let follow = follow_symlinks.get()?;
        self.ask(py, follow, |entry| entry.is_dir_with(follow))
    }

    /// Whether it is a file.
    #[pyo3(
        signature = (*, follow_symlinks=Given::or(true)),
        text_signature = "($self, /, *, follow_symlinks=True)"
    )]
    fn is_file(&self, py: Python<'_>, follow_symlinks: Truth) -> PyResult<bool> {
        let follow = follow_symlinks.get()?;
        self.ask(py, follow, |entry| entry.is_file_with(follow))
    }

    /// Whether it is a symbolic link.
    fn is_symlink(&self, py: Python<'_>) -> PyResult<bool> {
        self.entry.is_symlink().map_err(|error| self.raised(py, &error))
    }

    /// Whether it is a junction.
    fn is_junction(&self, py: Python<'_>) -> PyResult<bool> {
        self.entry.is_junction().map_err(|error| self.raised(py, &error))
    }

    /// The status; it is kept for the next time.
    #[pyo3(
        signature = (*, follow_symlinks=Given::or(true)),
        text_signature = "($self, /, *, follow_symlinks=True)"
    )]
    fn stat<'py>(&self, py: Python<'py>, follow_symlinks: Truth) -> PyResult<Bound<'py, PyAny>> {
        let follow = follow_symlinks.get()?;
        // What is no link is its own status either way.
        let is_link = self.entry.is_symlink().unwrap_or(true);
        let kept = if follow && is_link { &self.status } else { &self.own_status };
        let status = kept.get_or_try_init(py, || {
            let status = self.ask(py, follow, |entry| entry.stat_with(follow))?;
            stat_result(py, &status.into()).map(Bound::unbind)
        })?;
        Ok(status.bind(py).clone())
    }

    fn __fspath__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.path(py)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<DirEntry {}>", self.name.bind(py).repr()?))
    }

    fn __reduce_ex__(&self, _protocol: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(PyTypeError::new_err("cannot pickle 'nt.DirEntry' object"))
    }

    #[classmethod]
    fn __class_getitem__<'py>(
        class: &Bound<'py, PyType>,
        item: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyGenericAlias>> {
        PyGenericAlias::new(class.py(), class, item)
    }
}

impl DirEntry {
    /// Asks the entry, without the lock if that asks the system: for what a link leads to.
    fn ask<T: Send>(
        &self,
        py: Python<'_>,
        follow: bool,
        ask: impl FnOnce(&ostler::os::DirEntry) -> ostler::Result<T> + Send,
    ) -> PyResult<T> {
        let leads_on = follow && self.entry.is_symlink().unwrap_or(true);
        let answer = if leads_on { py.detach(move || ask(&self.entry)) } else { ask(&self.entry) };
        answer.map_err(|error| self.raised(py, &error))
    }

    fn raised(&self, py: Python<'_>, error: &ostler::Error) -> PyErr {
        match self.path(py) {
            Ok(path) => raised(py, error, Some(&path.unbind())),
            Err(error) => error,
        }
    }
}
