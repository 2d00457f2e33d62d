//! The names in a directory.

use ostler::errno::Errno;
use ostler::raw::dirent::{Dir, Records};
use ostler::raw::{Fd, descriptors};
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{PathArg, Takes, borrowed};
use crate::error::OrRaise as _;
use crate::functions;

/// How much of a directory is read at once.
pub(super) const ROOM: usize = 32 * 1024;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; listdir);
    Ok(())
}

/// Opens the directory that a path or descriptor is. The descriptor stays the caller's, who shares the position with it.
pub(super) fn open(py: Python<'_>, path: &PathArg<'_>) -> PyResult<Dir> {
    if let Some(number) = path.fd() {
        let own = blocking(py, || descriptors::dup(borrowed(number))).or_raise(py)?;
        return Dir::from_beginning(own).or_path(path);
    }
    let name = path.c_str();
    let dir = blocking(py, || Dir::openat(Fd::CWD, name, true));
    if path.is_none() { dir.or_raise(py) } else { dir.or_path(path) }
}

/// The names in a directory, in no order, without `.` and `..`.
#[pyfunction]
#[pyo3(signature = (path=None))]
fn listdir<'py>(py: Python<'py>, path: Option<&Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyList>> {
    let none = py.None().into_bound(py);
    let path = Takes::path("listdir").or_fd().or_none().from(path.unwrap_or(&none))?;
    audit(py, c"os.listdir", (path.object(),))?;
    let dir = open(py, &path)?;
    let mut records = Records::new();
    let read = blocking(py, || {
        while dir.read(&mut records, ROOM)? {}
        Ok::<_, Errno>(())
    });
    if path.fd().is_some() {
        // Who lists it again by the same descriptor starts at the beginning.
        let _ = dir.rewind();
    }
    if path.is_none() { read.or_raise(py) } else { read.or_path(&path) }?;
    let names = PyList::empty(py);
    let mut at = 0;
    while let Some((record, next)) = records.get(at) {
        at = next;
        if !record.is_dots() {
            names.append(path.name(record.name())?)?;
        }
    }
    Ok(names)
}
