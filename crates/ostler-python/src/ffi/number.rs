//! Numbers of Python's as those of C's: with `__index__`, and the interpreter's own words for what does not fit.

use pyo3::exceptions::PyOverflowError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyInt;

/// A C `long long`.
#[inline]
pub(crate) fn long_long(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    // SAFETY: any object; -1 may stand for an exception.
    let value = unsafe { ffi::PyLong_AsLongLong(object.as_ptr()) };
    if value == -1
        && let Some(error) = PyErr::take(object.py())
    {
        return Err(error);
    }
    Ok(value)
}

/// A C `int`.
#[inline]
pub(crate) fn int(object: &Bound<'_, PyAny>) -> PyResult<i32> {
    // SAFETY: any object; -1 may stand for an exception.
    let value = unsafe { ffi::PyLong_AsLong(object.as_ptr()) };
    if value == -1
        && let Some(error) = PyErr::take(object.py())
    {
        return Err(error);
    }
    i32::try_from(value)
        .map_err(|_| PyOverflowError::new_err("Python int too large to convert to C int"))
}

/// The integer that an object is or says it is.
pub(crate) fn index<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyInt>> {
    // SAFETY: any object; a new reference, or null with an exception set.
    let number =
        unsafe { Bound::from_owned_ptr_or_err(object.py(), ffi::PyNumber_Index(object.as_ptr()))? };
    Ok(number.cast_into::<PyInt>()?)
}

/// Whether an object is an integer, or one that says so.
pub(crate) fn is_index(object: &Bound<'_, PyAny>) -> bool {
    // SAFETY: any object.
    unsafe { ffi::PyIndex_Check(object.as_ptr()) != 0 }
}

/// The low 32 bits of an integer, whatever its size and sign.
pub(crate) fn masked(object: &Bound<'_, PyAny>) -> PyResult<u32> {
    // SAFETY: any object; all ones may stand for an exception.
    let value = unsafe { ffi::PyLong_AsUnsignedLongMask(object.as_ptr()) };
    if value == std::ffi::c_ulong::MAX
        && let Some(error) = PyErr::take(object.py())
    {
        return Err(error);
    }
    Ok(value as u32)
}
