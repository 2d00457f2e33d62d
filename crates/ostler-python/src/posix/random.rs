//! Random numbers.

use ostler::errno;
use ostler::raw::{c, random};
use pyo3::exceptions::{PyNotImplementedError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::call::blocking;
use crate::convert::{Given, Int, Size};
use crate::error::{Failure, OrRaise as _};
use crate::ffi::bytes::{filled, written};
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; getrandom, urandom);
    module.add("GRND_NONBLOCK", c::GRND_NONBLOCK)?;
    module.add("GRND_RANDOM", c::GRND_RANDOM)
}

/// Up to so many random bytes from the system.
#[pyfunction]
#[pyo3(signature = (size, flags=Given::or(0)), text_signature = "(size, flags=0)")]
fn getrandom(py: Python<'_>, size: Given<Size>, flags: Int) -> PyResult<Bound<'_, PyBytes>> {
    let (size, flags) = (size.get()?.0, flags.get()?.cast_unsigned());
    let size = usize::try_from(size).map_err(|_| Failure::System(errno::EINVAL)).or_raise(py)?;
    filled(py, size, |room| Ok(random::getrandom(room, flags)?.0)).or_raise(py)
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
