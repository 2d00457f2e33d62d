//! Random numbers.

use ostler_capi::bytes::written;
use ostler_sys::random;
use pyo3::exceptions::{PyNotImplementedError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::call::blocking;
use crate::convert::{Given, Size};
use crate::error::OrRaise as _;
use crate::functions;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; urandom);
    Ok(())
}

/// So many random bytes, fit for cryptography.
#[pyfunction]
#[pyo3(signature = (size, /))]
fn urandom(py: Python<'_>, size: Given<Size>) -> PyResult<Bound<'_, PyBytes>> {
    let size = usize::try_from(size.get()?.0)
        .map_err(|_| PyValueError::new_err("negative argument not allowed"))?;
    written(py, size, |bytes| {
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = blocking(py, || random::urandom(rest)).or_raise(py)?;
            if length == 0 {
                return Err(PyNotImplementedError::new_err(
                    "the system has no source of random bytes",
                ));
            }
            rest = rest.get_mut(length..).unwrap_or_default();
        }
        Ok(())
    })
}
