//! The names in a directory.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use ostler::audit::events;
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::audit::audit;
use crate::functions;
#[cfg(unix)]
use unix::{Names, TAKES};
#[cfg(windows)]
use windows::{Names, TAKES};

#[cfg(unix)]
pub(super) use unix::{ROOM, open};

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; listdir);
    Ok(())
}

/// The names in a directory, in no order, without `.` and `..`.
#[pyfunction]
#[pyo3(signature = (path=None))]
fn listdir<'py>(py: Python<'py>, path: Option<&Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyList>> {
    let none = py.None().into_bound(py);
    let path = TAKES.from(path.unwrap_or(&none))?;
    audit(py, events::Listdir { path: path.object() })?;
    let read = Names::read(py, &path)?;
    let names = PyList::empty(py);
    read.each(|name| names.append(path.name(name)?))?;
    Ok(names)
}
