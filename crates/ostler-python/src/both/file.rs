//! The offset, the length and the storage of an open file.

use ostler::audit::events;
use ostler_sys::descriptors;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{Fildes, Given, Int, Off, borrowed};
use crate::error::OrRaise as _;
use crate::functions;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; lseek, ftruncate, fsync);
    Ok(())
}

/// Set the offset of a file descriptor, and return it, counted from the start of the file.
#[pyfunction]
#[pyo3(signature = (fd, position, whence, /))]
fn lseek(py: Python<'_>, fd: Int, position: Off, whence: Int) -> PyResult<u64> {
    let (fd, position, whence) = (borrowed(fd.get()?), position.get()?, whence.get()?);
    blocking(py, || descriptors::lseek(fd, position, whence)).or_raise(py)
}

/// Make the file of a descriptor so many bytes long.
#[pyfunction]
#[pyo3(signature = (fd, length, /))]
fn ftruncate(py: Python<'_>, fd: Int, length: Off) -> PyResult<()> {
    let (number, length) = (fd.get()?, length.get()?);
    audit(py, events::Truncate { path: number, length })?;
    blocking(py, || descriptors::ftruncate(borrowed(number), length)).or_raise(py)
}

/// Force what was written to a file onto the disk.
#[pyfunction]
fn fsync(py: Python<'_>, fd: Given<Fildes>) -> PyResult<()> {
    let fd = fd.get()?.fd();
    blocking(py, || descriptors::fsync(fd)).or_raise(py)
}
