//! From a file to a socket within the kernel.

use ostler_capi::version;
use ostler_sys::descriptors;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{Given, Int, Size, borrowed};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; sendfile);
    Ok(())
}

/// Copy bytes from one file descriptor to another, and return how many. Without an offset, from where in_fd stands.
#[pyfunction]
fn sendfile(
    py: Python<'_>,
    out_fd: Int,
    in_fd: Int,
    offset: Given<Option<i64>>,
    count: Given<Size>,
) -> PyResult<usize> {
    let (out, input) = (borrowed(out_fd.get()?), borrowed(in_fd.get()?));
    let count = count.get()?.0;
    if count < 0 && version::since(15) {
        return Err(PyValueError::new_err("count cannot be negative"));
    }
    let offset = offset.get()?;
    // The system refuses a negative count, which is a large one to it.
    let count = count.cast_unsigned();
    blocking(py, || descriptors::sendfile(out, input, offset, count)).or_raise(py)
}
