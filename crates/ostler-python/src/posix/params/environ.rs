//! The environment.

use ostler::audit::events;
use ostler_capi::text::{Encoded, path_bytes};
use ostler_sys::environ;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::brief;
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; putenv, unsetenv, _clearenv);
    Ok(())
}

/// Set a variable in the environment of the process. `os.environ` does not hear of it.
#[pyfunction]
#[pyo3(signature = (name, value, /))]
#[allow(unsafe_code)]
fn putenv(py: Python<'_>, name: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let (name, value) = (path_bytes(name)?, path_bytes(value)?);
    if name.as_bytes().contains(&b'=') {
        return Err(PyValueError::new_err("illegal environment variable name"));
    }
    audit(py, events::Putenv { key: name.as_any(), value: value.as_any() })?;
    let (name, value) = (Encoded::of_bytes(name), Encoded::of_bytes(value));
    let (key, text) = (name.c_str().unwrap_or_default(), value.c_str().unwrap_or_default());
    // SAFETY: the interpreter's lock is held: nobody but C code that reads the environment without it can be in the way,
    // and Python programs live with that.
    brief(py, || unsafe { environ::setenv(key, text) }).or_raise(py)
}

/// Take a variable out of the environment of the process. `os.environ` does not hear of it.
#[pyfunction]
#[pyo3(signature = (name, /))]
#[allow(unsafe_code)]
fn unsetenv(py: Python<'_>, name: &Bound<'_, PyAny>) -> PyResult<()> {
    let name = path_bytes(name)?;
    audit(py, events::Unsetenv { key: name.as_any() })?;
    let name = Encoded::of_bytes(name);
    let key = name.c_str().unwrap_or_default();
    // SAFETY: as for `putenv`.
    brief(py, || unsafe { environ::unsetenv(key) }).or_raise(py)
}

/// Take all variables out of the environment of the process.
#[pyfunction]
#[allow(unsafe_code)]
fn _clearenv(py: Python<'_>) -> PyResult<()> {
    audit(py, events::Clearenv {})?;
    // SAFETY: as for `putenv`.
    unsafe { environ::clearenv() };
    Ok(())
}
