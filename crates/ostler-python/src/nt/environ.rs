//! The environment.

use ostler::audit::events;
use ostler_capi::wide::Wide;
use ostler_sys::environ::{self, LONGEST};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::audit::audit;
use crate::call::brief;
use crate::convert::w_str;
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; putenv, unsetenv);
    Ok(())
}

/// A name or a value.
fn text<'a, 'py>(
    function: &str,
    argument: &str,
    object: &'a Bound<'py, PyAny>,
) -> PyResult<&'a Bound<'py, PyString>> {
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(text);
    }
    let name = object.get_type().name()?;
    let text = format!("{function}() argument {argument} must be str, not {name}");
    Err(PyTypeError::new_err(text))
}

/// A name that can be told from its value again, and with it is not too long.
fn checked(name: &Wide, value: &Wide) -> PyResult<()> {
    const EQUALS: u16 = b'=' as u16;
    if name.units().split_first().is_none_or(|(_, rest)| rest.contains(&EQUALS)) {
        return Err(PyValueError::new_err("illegal environment variable name"));
    }
    if name.len() + 1 + value.len() > LONGEST {
        let text = format!("the environment variable is longer than {LONGEST} characters");
        return Err(PyValueError::new_err(text));
    }
    if w_str(name).is_none() || w_str(value).is_none() {
        return Err(PyValueError::new_err("embedded null character"));
    }
    Ok(())
}

/// Set a variable in the environment of the process. `os.environ` does not hear of it.
#[pyfunction]
#[pyo3(signature = (name, value, /))]
fn putenv(py: Python<'_>, name: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let key = Wide::of_text(text("putenv", "1", name)?)?;
    let text = Wide::of_text(text("putenv", "2", value)?)?;
    audit(py, events::Putenv { key: name, value })?;
    checked(&key, &text)?;
    let (key, text) = (w_str(&key).unwrap_or_default(), w_str(&text).unwrap_or_default());
    // SAFETY: the system has a lock for its environment, and so has the C runtime.
    #[allow(unsafe_code)]
    brief(py, || unsafe { environ::setenv(key, text) }).or_raise(py)
}

/// Take a variable out of the environment of the process. `os.environ` does not hear of it.
#[pyfunction]
#[pyo3(signature = (name, /))]
fn unsetenv(py: Python<'_>, name: &Bound<'_, PyAny>) -> PyResult<()> {
    let key = Wide::of_text(text("unsetenv", "1", name)?)?;
    audit(py, events::Unsetenv { key: name })?;
    checked(&key, &Wide::nothing())?;
    let key = w_str(&key).unwrap_or_default();
    // SAFETY: as for `putenv`.
    #[allow(unsafe_code)]
    brief(py, || unsafe { environ::unsetenv(key) }).or_raise(py)
}
