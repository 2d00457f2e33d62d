//! Seconds as Python has them: integers, floats, and whatever is a real number.

use ostler::ErrorKind;
use ostler::time::Rounding;
use ostler_capi::number;
use ostler_capi::version;
use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyFloat;
#[cfg(unix)]
use pyo3::types::PyInt;

use super::exception;

const BILLION: i64 = 1_000_000_000;

/// Whole seconds since 1970; a fraction is cut off towards the past.
#[inline]
pub(super) fn moment(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    let py = object.py();
    match real(object)? {
        Some(float) => Rounding::Floor.seconds(float).map_err(|error| exception(py, &error)),
        None => number::long_long(object).map_err(|error| {
            let text = "timestamp out of range for platform time_t";
            if error.is_instance_of::<PyOverflowError>(py) {
                PyOverflowError::new_err(text)
            } else {
                error
            }
        }),
    }
}

/// Seconds in nanoseconds.
pub(super) fn nanoseconds(object: &Bound<'_, PyAny>, rounding: Rounding) -> PyResult<i64> {
    let py = object.py();
    match real(object)? {
        Some(float) => rounding.nanoseconds(float).map_err(|error| match error.kind() {
            ErrorKind::Overflow if version::since(14) => too_large(),
            _ => exception(py, &error),
        }),
        None if version::since(14) && !number::is_index(object) => {
            let name = ostler_capi::special::type_name(object);
            let text = format!("'{name}' object cannot be interpreted as an integer or float");
            Err(PyTypeError::new_err(text))
        }
        None => of_integer(object)?.checked_mul(BILLION).ok_or_else(too_large),
    }
}

/// An integer of nanoseconds.
#[cfg(unix)]
pub(super) fn integer(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    if version::since(15) {
        return number::long_long(number::index(object)?.as_any())
            .map_err(|_| PyOverflowError::new_err("Python int too large to convert to C int64_t"));
    }
    if object.is_instance_of::<PyInt>() {
        return of_integer(object);
    }
    let text = format!("expect int, got {}", ostler_capi::special::type_name(object));
    Err(PyTypeError::new_err(text))
}

/// The float that a number is, if it is no integer.
#[inline]
fn real(object: &Bound<'_, PyAny>) -> PyResult<Option<f64>> {
    if let Ok(float) = object.cast::<PyFloat>() {
        return Ok(Some(float.value()));
    }
    if number::is_index(object) {
        return Ok(None);
    }
    // Since 3.15 it says itself what is none.
    if !version::since(15) && !object.get_type().hasattr(pyo3::intern!(object.py(), "__float__"))? {
        return Ok(None);
    }
    number::double(object).map(Some)
}

fn of_integer(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    let py = object.py();
    number::long_long(object).map_err(|error| {
        if error.is_instance_of::<PyOverflowError>(py) { too_large() } else { error }
    })
}

/// The C type has got another name in 3.13.
#[cold]
fn too_large() -> PyErr {
    PyOverflowError::new_err(if version::since(14) {
        "timestamp out of range for C PyTime_t"
    } else if version::since(13) {
        "timestamp too large to convert to C PyTime_t"
    } else {
        "timestamp too large to convert to C _PyTime_t"
    })
}
