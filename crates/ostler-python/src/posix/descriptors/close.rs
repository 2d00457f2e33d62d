//! Closing.

use ostler::raw::descriptors;
use pyo3::prelude::*;

use crate::call::once;
use crate::convert::Int;
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; close, closerange);
    Ok(())
}

/// Close a file descriptor.
#[pyfunction]
fn close(py: Python<'_>, fd: Int) -> PyResult<()> {
    let number = fd.get()?;
    // Not again after a signal: the number is free by then, and may be another thread's.
    // SAFETY: a Python program closes what numbers it likes, and answers for it.
    #[allow(unsafe_code)]
    once(py, || unsafe { descriptors::close_raw(number) }).or_raise(py)
}

/// Close all descriptors from fd_low up to but not including fd_high. Errors are ignored.
#[pyfunction]
#[pyo3(signature = (fd_low, fd_high, /))]
fn closerange(py: Python<'_>, fd_low: Int, fd_high: Int) -> PyResult<()> {
    let (low, high) = (fd_low.get()?, fd_high.get()?);
    // SAFETY: a Python program closes what numbers it likes, and answers for it.
    #[allow(unsafe_code)]
    py.detach(|| unsafe { descriptors::closerange(low, high) });
    Ok(())
}
