//! The storage of an open file.

use ostler_sys::descriptors;
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{Fildes, Given, Int, Off, borrowed};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; fdatasync, posix_fadvise, posix_fallocate);
    Ok(())
}

/// Force the content of a file onto the disk, and of its metadata what is needed to read it.
#[pyfunction]
fn fdatasync(py: Python<'_>, fd: Given<Fildes>) -> PyResult<()> {
    let fd = fd.get()?.fd();
    blocking(py, || descriptors::fdatasync(fd)).or_raise(py)
}

/// Tell the system how a part of a file is going to be read.
#[pyfunction]
#[pyo3(signature = (fd, offset, length, advice, /))]
fn posix_fadvise(py: Python<'_>, fd: Int, offset: Off, length: Off, advice: Int) -> PyResult<()> {
    let (fd, offset) = (borrowed(fd.get()?), offset.get()?);
    let (length, advice) = (length.get()?, advice.get()?);
    blocking(py, || descriptors::posix_fadvise(fd, offset, length, advice)).or_raise(py)
}

/// See to it that there is room on the disk for a part of a file.
#[pyfunction]
#[pyo3(signature = (fd, offset, length, /))]
fn posix_fallocate(py: Python<'_>, fd: Int, offset: Off, length: Off) -> PyResult<()> {
    let (fd, offset, length) = (borrowed(fd.get()?), offset.get()?, length.get()?);
    blocking(py, || descriptors::posix_fallocate(fd, offset, length)).or_raise(py)
}
