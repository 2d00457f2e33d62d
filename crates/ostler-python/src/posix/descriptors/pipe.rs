//! Pipes with flags.

use std::os::fd::IntoRawFd as _;

use ostler_sys::descriptors;
use pyo3::prelude::*;

use crate::call::brief;
use crate::convert::Int;
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; pipe2);
    Ok(())
}

/// Make a pipe with just these flags, and return its ends, to read and to write.
#[pyfunction]
#[pyo3(signature = (flags, /))]
fn pipe2(py: Python<'_>, flags: Int) -> PyResult<(i32, i32)> {
    let flags = flags.get()?;
    let (read, write) = brief(py, || descriptors::pipe2(flags)).or_raise(py)?;
    Ok((read.into_raw_fd(), write.into_raw_fd()))
}
