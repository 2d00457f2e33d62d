//! What the module itself is: its constants, what it was built with, and what errors are called.

use ostler::errno::Errno;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::both;
use crate::convert::Int;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    both::module::add(module)?;
    functions!(module; strerror);
    module.add("_have_functions", ["HAVE_FTRUNCATE", "MS_WINDOWS"])?;
    // The C runtime's.
    module.add("TMP_MAX", i32::MAX)
}

/// What the system says of an error number.
#[pyfunction]
#[pyo3(signature = (code, /))]
fn strerror(py: Python<'_>, code: Int) -> PyResult<Bound<'_, PyString>> {
    Ok(PyString::new(py, &ostler_sys::strerror(Errno::from_raw(code.get()?))))
}
