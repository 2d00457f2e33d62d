//! Text, the names in upper case.

use pyo3::prelude::*;
use pyo3::types::PyString;

use super::refused;

/// Whether what is kept is what users see.
pub(super) const IS_SHOWN: bool = true;

/// A name as it is kept.
pub(super) fn key<'py>(object: &Bound<'py, PyAny>, bytes: bool) -> PyResult<Bound<'py, PyAny>> {
    value(object, bytes)?.call_method0(pyo3::intern!(object.py(), "upper"))
}

/// A value as it is kept.
pub(super) fn value<'py>(object: &Bound<'py, PyAny>, _: bool) -> PyResult<Bound<'py, PyAny>> {
    if object.is_instance_of::<PyString>() {
        Ok(object.clone())
    } else {
        Err(refused(object, "str"))
    }
}

/// A name or value as its users see it.
#[allow(clippy::unnecessary_wraps, reason = "elsewhere it is decoded")]
pub(super) fn shown<'py>(object: &Bound<'py, PyAny>, _: bool) -> PyResult<Bound<'py, PyAny>> {
    Ok(object.clone())
}
