//! The current directory.

use ostler::raw::files;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::Takes;
use crate::error::OrRaise as _;
use crate::ffi::wide;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; chdir, getcwd, getcwdb);
    Ok(())
}

/// Change the current directory.
#[pyfunction]
fn chdir(py: Python<'_>, path: &Bound<'_, PyAny>) -> PyResult<()> {
    let path = Takes::path("chdir").from(path)?;
    audit(py, c"os.chdir", (path.object(),))?;
    let name = path.w_str();
    blocking(py, || files::chdir(name)).or_path(&path)
}

/// The path of the current directory.
#[pyfunction]
fn getcwd(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    wide::text(py, &blocking(py, files::getcwd).or_raise(py)?)
}

/// The path of the current directory, as bytes.
#[pyfunction]
fn getcwdb(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    wide::encoded(&getcwd(py)?)
}
