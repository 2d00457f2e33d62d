//! Bytes into and from several buffers at once.

use ostler_capi::buffers::HeldMany;
use ostler_sys::descriptors;
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{Given, Int, Off, borrowed};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; readv, writev, preadv, pwritev);
    Ok(())
}

/// Read from a file descriptor into buffers, one after the other, and return the number of bytes.
#[pyfunction]
#[pyo3(signature = (fd, buffers, /))]
fn readv(py: Python<'_>, fd: Int, buffers: &Bound<'_, PyAny>) -> PyResult<usize> {
    let fd = borrowed(fd.get()?);
    let mut held = HeldMany::of("readv", buffers)?;
    let mut memory = held.memory();
    blocking(py, || descriptors::readv(fd, memory.slices_mut())).or_raise(py)
}

/// Write buffers to a file descriptor, one after the other, and return how many bytes were written.
#[pyfunction]
#[pyo3(signature = (fd, buffers, /))]
fn writev(py: Python<'_>, fd: Int, buffers: &Bound<'_, PyAny>) -> PyResult<usize> {
    let fd = borrowed(fd.get()?);
    let mut held = HeldMany::<false>::of("writev", buffers)?;
    let memory = held.memory();
    blocking(py, || descriptors::writev(fd, memory.slices())).or_raise(py)
}

/// Read at an offset into buffers, one after the other, and return the number of bytes. The descriptor's own offset is
/// left alone, unless -1 asks for it.
#[pyfunction]
#[pyo3(
    signature = (fd, buffers, offset, flags=Given::or(0), /),
    text_signature = "(fd, buffers, offset, flags=0, /)"
)]
fn preadv(
    py: Python<'_>,
    fd: Int,
    buffers: &Bound<'_, PyAny>,
    offset: Off,
    flags: Int,
) -> PyResult<usize> {
    let (fd, offset, flags) = (borrowed(fd.get()?), offset.get()?, flags.get()?);
    let mut held = HeldMany::of("preadv2", buffers)?;
    let mut memory = held.memory();
    blocking(py, || descriptors::preadv2(fd, memory.slices_mut(), offset, flags)).or_raise(py)
}

/// Write buffers at an offset, one after the other, and return how many bytes were written. The descriptor's own offset
/// is left alone, unless -1 asks for it.
#[pyfunction]
#[pyo3(
    signature = (fd, buffers, offset, flags=Given::or(0), /),
    text_signature = "(fd, buffers, offset, flags=0, /)"
)]
fn pwritev(
    py: Python<'_>,
    fd: Int,
    buffers: &Bound<'_, PyAny>,
    offset: Off,
    flags: Int,
) -> PyResult<usize> {
    let (fd, offset, flags) = (borrowed(fd.get()?), offset.get()?, flags.get()?);
    let mut held = HeldMany::<false>::of("pwritev", buffers)?;
    let memory = held.memory();
    blocking(py, || descriptors::pwritev2(fd, memory.slices(), offset, flags)).or_raise(py)
}
