//! Directories entry by entry.

use std::ffi::{CStr, CString};
use std::os::unix::ffi::OsStrExt as _;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ostler::errno;
use ostler::raw::dirent::{Dir, Records, kind};
use ostler::raw::files::{AT_SYMLINK_NOFOLLOW, fstatat};
use pyo3::exceptions::{PyResourceWarning, PyTypeError};
use pyo3::prelude::*;
use pyo3::sync::{MutexExt as _, PyOnceLock};
use pyo3::types::{PyBytes, PyGenericAlias, PyString, PyType};

use super::listdir::{ROOM, open};
use super::stat::stat_result;
use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{DirFd, Given, PathArg, Takes, Truth};
use crate::error::{Failure, os_error};
use crate::ffi::lock::unlocked;
use crate::ffi::text::{self, Encoded};
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
    let path = Takes::path("scandir").or_fd().or_none().from(path.unwrap_or(&none))?;
    audit(py, c"os.scandir", (path.object(),))?;
    let dir = open(py, &path)?;
    let place = Place { prefix: prefix(&path), dir_fd: path.fd(), bytes: path.is_bytes() };
    let place = Py::new(py, place)?;
    let reading = Mutex::new(Reading { dir: Some(dir), records: Records::new(), at: 0 });
    let filename = (!path.is_none()).then(|| path.object().clone().unbind());
    Ok(ScandirIterator { reading, place, filename })
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

/// Where entries are, and how they are named. Nobody but its entries has it.
#[pyclass(frozen)]
struct Place {
    prefix: Vec<u8>,
    /// The directory, if it was given by a descriptor, which is the program's own.
    dir_fd: Option<i32>,
    bytes: bool,
}

impl Place {
    fn named<'py>(&self, py: Python<'py>, name: &[u8]) -> PyResult<Bound<'py, PyAny>> {
        if self.bytes { Ok(PyBytes::new(py, name).into_any()) } else { text::decoded(py, name) }
    }
}

struct Reading {
    dir: Option<Dir>,
    records: Records,
    at: usize,
}

/// The entries of a directory. Threads may share it: each entry is had by one of them.
#[pyclass(module = "posix", frozen)]
struct ScandirIterator {
    /// Nobody asks the interpreter for anything while it is held.
    reading: Mutex<Reading>,
    place: Py<Place>,
    /// What errors name.
    filename: Option<Py<PyAny>>,
}

#[pymethods]
impl ScandirIterator {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<DirEntry>> {
        let (name, inode, kind) = loop {
            let mut reading = self.reading(py);
            let Reading { dir, records, at } = &mut *reading;
            if let Some((record, next)) = records.get(*at) {
                *at = next;
                if record.is_dots() {
                    continue;
                }
                let name = match text::ascii(py, record.name()) {
                    Some(text) if !self.place.get().bytes => Ok(text),
                    _ => Err(record.name().to_owned()),
                };
                break (name, record.inode(), record.kind() & kind::MASK);
            }
            let Some(open) = dir.as_ref() else { return Ok(None) };
            records.clear();
            *at = 0;
            let read = unlocked(py, || open.read(records, ROOM));
            if !matches!(read, Ok(true) | Err(errno::EINTR)) {
                // It is closed at its end, and by an error. A descriptor of the program's shares its position.
                if let Some(open) = dir.take() {
                    let _ = open.rewind();
                }
            }
            drop(reading);
            match read {
                Ok(true) => {}
                Ok(false) => return Ok(None),
                Err(errno::EINTR) => py.check_signals()?,
                Err(errno) => {
                    let filename = self.filename.as_ref().map(|name| name.bind(py));
                    return Err(os_error(py, errno, filename, None));
                }
            }
        };
        let name = match name {
            Ok(text) => text?,
            Err(name) => self.place.get().named(py, &name)?,
        };
        Ok(Some(DirEntry {
            name: name.unbind(),
            path: PyOnceLock::new(),
            inode,
            kind,
            place: self.place.clone_ref(py),
            status: PyOnceLock::new(),
            own_status: PyOnceLock::new(),
        }))
    }

    /// Close the directory.
    fn close(&self, py: Python<'_>) {
        let mut reading = self.reading(py);
        reading.records.clear();
        reading.at = 0;
        if let Some(dir) = reading.dir.take() {
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
    fn reading(&self, py: Python<'_>) -> MutexGuard<'_, Reading> {
        self.reading.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for ScandirIterator {
    fn drop(&mut self) {
        let reading = self.reading.get_mut().unwrap_or_else(PoisonError::into_inner);
        if reading.dir.is_none() {
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

/// One entry of a directory.
#[pyclass(module = "posix", frozen)]
pub(super) struct DirEntry {
    /// The entry's base filename.
    #[pyo3(get)]
    name: Py<PyAny>,
    path: PyOnceLock<Py<PyAny>>,
    inode: u64,
    kind: u8,
    place: Py<Place>,
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
            let place = self.place.get();
            if place.prefix.is_empty() {
                return Ok::<_, PyErr>(self.name.clone_ref(py));
            }
            let path = [&place.prefix, self.encoded(py)?.bytes()].concat();
            place.named(py, &path).map(Bound::unbind)
        })?;
        Ok(path.bind(py).clone())
    }

    /// The inode number.
    fn inode(&self) -> u64 {
        self.inode
    }

    /// Whether it is a directory.
    #[pyo3(
        signature = (*, follow_symlinks=Given::or(true)),
        text_signature = "($self, /, *, follow_symlinks=True)"
    )]
    fn is_dir(&self, py: Python<'_>, follow_symlinks: Truth) -> PyResult<bool> {
        self.is(py, kind::DIR, follow_symlinks.get()?)
    }

    /// Whether it is a file.
    #[pyo3(
        signature = (*, follow_symlinks=Given::or(true)),
        text_signature = "($self, /, *, follow_symlinks=True)"
    )]
    fn is_file(&self, py: Python<'_>, follow_symlinks: Truth) -> PyResult<bool> {
        self.is(py, kind::FILE, follow_symlinks.get()?)
    }

    /// Whether it is a symbolic link.
    fn is_symlink(&self, py: Python<'_>) -> PyResult<bool> {
        self.is(py, kind::SYMLINK, false)
    }

    /// Whether it is a junction: never, here.
    fn is_junction(&self) -> bool {
        false
    }

    /// The status; it is kept for the next time.
    #[pyo3(
        signature = (*, follow_symlinks=Given::or(true)),
        text_signature = "($self, /, *, follow_symlinks=True)"
    )]
    fn stat<'py>(&self, py: Python<'py>, follow_symlinks: Truth) -> PyResult<Bound<'py, PyAny>> {
        let follow = follow_symlinks.get()?;
        match self.status(py, follow)? {
            Ok(status) => Ok(status),
            Err(errno) => Err(os_error(py, errno, Some(&self.path(py)?), None)),
        }
    }

    fn __fspath__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.path(py)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<DirEntry {}>", self.name.bind(py).repr()?))
    }

    fn __reduce_ex__(&self, _protocol: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(PyTypeError::new_err("cannot pickle 'posix.DirEntry' object"))
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
    /// The name as the system has it.
    fn encoded<'py>(&self, py: Python<'py>) -> PyResult<Encoded<'py>> {
        let name = self.name.bind(py);
        match name.cast::<PyString>() {
            Ok(text) => Encoded::of_text(text.clone()),
            Err(_) => Ok(Encoded::of_bytes(name.cast::<PyBytes>()?.clone())),
        }
    }

    /// Whether it is of a kind; whoever is gone is of none.
    fn is(&self, py: Python<'_>, expected: u8, follow: bool) -> PyResult<bool> {
        let known = match self.kind {
            kind::UNKNOWN => false,
            kind::SYMLINK => !follow,
            _ => true,
        };
        if known {
            return Ok(self.kind == expected);
        }
        match self.status(py, follow)? {
            Ok(status) => {
                let mode: u32 = status.get_item(0)?.extract()?;
                Ok(kind::of_mode(mode) == expected)
            }
            Err(errno::ENOENT) => Ok(false),
            Err(errno) => Err(os_error(py, errno, Some(&self.path(py)?), None)),
        }
    }

    /// The status, asked for once.
    fn status<'py>(
        &self,
        py: Python<'py>,
        follow: bool,
    ) -> PyResult<Result<Bound<'py, PyAny>, ostler::errno::Errno>> {
        // What is no link is its own status either way.
        let own = !follow || !matches!(self.kind, kind::SYMLINK | kind::UNKNOWN);
        let kept = if own { &self.own_status } else { &self.status };
        if let Some(status) = kept.get(py) {
            return Ok(Ok(status.bind(py).clone()));
        }
        let flags = if own { AT_SYMLINK_NOFOLLOW } else { 0 };
        let (encoded, place) = (self.encoded(py)?, self.place.get());
        let mut path = Vec::new();
        let (dir, name) = if let Some(number) = place.dir_fd {
            (crate::convert::borrowed(number), encoded.c_str())
        } else {
            path.reserve_exact(place.prefix.len() + encoded.bytes().len() + 1);
            path.extend_from_slice(&place.prefix);
            path.extend_from_slice(encoded.bytes());
            path.push(0);
            (DirFd::CWD.fd(), CStr::from_bytes_with_nul(&path).ok())
        };
        // Neither part has a NUL in it.
        let name = name.unwrap_or_default();
        match blocking(py, || fstatat(dir, name, flags)) {
            Ok(stat) => {
                let made = stat_result(py, &stat)?.unbind();
                Ok(Ok(kept.get_or_init(py, || made).bind(py).clone()))
            }
            Err(Failure::System(errno)) => Ok(Err(errno)),
            Err(Failure::Raised(error)) => Err(error),
        }
    }
}
