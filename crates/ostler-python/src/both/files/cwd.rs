//! The current directory.

use ostler::audit::events;
use ostler_sys::files;
use pyo3::prelude::*;

use super::system;
use crate::audit::audit;
use crate::call::blocking;
use crate::convert::named;
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; chdir, getcwd, getcwdb);
    Ok(())
}

/// Change the current directory: to a path or, but for Windows, to an open directory.
#[pyfunction]
fn chdir(path: &Bound<'_, PyAny>) -> PyResult<()> {
    let path = system::CHDIR.from(path)?;
    audit(path.py(), events::Chdir { path: path.object() })?;
    system::chdir(&path).or_path(&path)
}

fn current(py: Python<'_>, bytes: bool) -> PyResult<Bound<'_, PyAny>> {
    let path = blocking(py, files::getcwd).or_raise(py)?;
    named(py, &path, bytes)
}

/// The path of the current directory.
#[pyfunction]
fn getcwd(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    current(py, false)
}

/// The path of the current directory, as bytes.
#[pyfunction]
fn getcwdb(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    current(py, true)
}
