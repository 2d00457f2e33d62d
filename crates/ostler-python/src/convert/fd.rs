//! Descriptors.

use ostler_capi::number;
use ostler_capi::version;
use ostler_sys::fd::Fd;
use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;

use super::Convert;

/// A descriptor by its number, which may be anything.
#[allow(unsafe_code)]
pub(crate) fn borrowed(number: i32) -> Fd<'static> {
    // SAFETY: a Python program uses the numbers of descriptors as it likes, and answers for it. What this extension owns
    // itself, it looks at again after every call.
    unsafe { Fd::from_raw(number) }
}

/// A number in the range of descriptors.
pub(super) fn number_of(object: &Bound<'_, PyAny>, expected: &str) -> PyResult<i32> {
    if !number::is_index(object) {
        let name = object.get_type().name()?;
        return Err(PyTypeError::new_err(format!("{expected}, not {name}")));
    }
    warn_of_bool(object)?;
    let index = number::index(object)?;
    match number::int(&index) {
        Ok(number) => Ok(number),
        Err(error) if error.is_instance_of::<PyOverflowError>(object.py()) => {
            let edge = if index.lt(0)? { "less than minimum" } else { "greater than maximum" };
            Err(PyOverflowError::new_err(format!("fd is {edge}")))
        }
        Err(error) => Err(error),
    }
}

/// A descriptor: a number, or something that has `fileno()`.
#[derive(Clone, Copy)]
pub(crate) struct Fildes(i32);

impl Fildes {
    #[cfg(unix)]
    pub(crate) fn number(self) -> i32 {
        self.0
    }

    pub(crate) fn fd(self) -> Fd<'static> {
        borrowed(self.0)
    }
}

impl Convert for Fildes {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let number = if object.is_instance_of::<pyo3::types::PyInt>() {
            warn_of_bool(object)?;
            number::int(object)?
        } else if let Some(method) = object.getattr_opt("fileno")? {
            let number = method.call0()?;
            if !number.is_instance_of::<pyo3::types::PyInt>() {
                return Err(PyTypeError::new_err("fileno() returned a non-integer"));
            }
            number::int(&number)?
        } else {
            let text = "argument must be an int, or have a fileno() method.";
            return Err(PyTypeError::new_err(text));
        };
        if number < 0 {
            let text = format!("file descriptor cannot be a negative integer ({number})");
            return Err(PyValueError::new_err(text));
        }
        Ok(Self(number))
    }
}

/// Since 3.13 it is suspicious.
fn warn_of_bool(object: &Bound<'_, PyAny>) -> PyResult<()> {
    let py = object.py();
    if object.is_instance_of::<pyo3::types::PyBool>() && version::since(13) {
        let category = py.get_type::<pyo3::exceptions::PyRuntimeWarning>();
        PyErr::warn(py, &category, c"bool is used as a file descriptor", 1)?;
    }
    Ok(())
}
