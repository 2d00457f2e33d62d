//! The flags of a descriptor and of its open file.

use ostler_sys::descriptors;
use pyo3::prelude::*;

use crate::call::{blocking, brief};
use crate::convert::{Int, Truth, borrowed};
use crate::error::OrRaise as _;
use crate::functions;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; get_blocking, set_blocking, get_inheritable, set_inheritable);
    Ok(())
}

/// Whether a file descriptor blocks: False if O_NONBLOCK is set.
#[pyfunction]
#[pyo3(signature = (fd, /))]
fn get_blocking(py: Python<'_>, fd: Int) -> PyResult<bool> {
    let fd = borrowed(fd.get()?);
    blocking(py, || descriptors::get_blocking(fd)).or_raise(py)
}

/// Clear O_NONBLOCK, or set it if blocking is False.
#[pyfunction]
#[pyo3(signature = (fd, blocking, /))]
fn set_blocking(py: Python<'_>, fd: Int, blocking: Truth) -> PyResult<()> {
    let (fd, blocking) = (borrowed(fd.get()?), blocking.get()?);
    crate::call::blocking(py, || descriptors::set_blocking(fd, blocking)).or_raise(py)
}

/// Whether programs that the process runs inherit a file descriptor.
#[pyfunction]
#[pyo3(signature = (fd, /))]
fn get_inheritable(py: Python<'_>, fd: Int) -> PyResult<bool> {
    let fd = borrowed(fd.get()?);
    brief(py, || descriptors::get_inheritable(fd)).or_raise(py)
}

/// Say whether programs that the process runs inherit a file descriptor.
#[pyfunction]
#[pyo3(signature = (fd, inheritable, /))]
fn set_inheritable(py: Python<'_>, fd: Int, inheritable: Int) -> PyResult<()> {
    let (fd, inheritable) = (borrowed(fd.get()?), inheritable.get()? != 0);
    brief(py, || descriptors::set_inheritable(fd, inheritable)).or_raise(py)
}
