//! Bytes in and out.

use ostler_capi::buffer::Slot;
use ostler_capi::number::plain_int;
use ostler_capi::quick::Answer;
use ostler_sys::descriptors;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::both::{self, bytes::count};
use crate::call::blocking;
use crate::convert::{Given, Int, Off, Size, borrowed};
use crate::error::OrRaise as _;
use crate::functions;
use crate::memory::{self, filled};

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    ostler_capi::quick!(module; read => quick_read);
    functions!(module; pread, pwrite);
    both::bytes::add(module)
}

/// Read at most so many bytes from a file descriptor.
#[pyfunction]
#[pyo3(signature = (fd, length, /))]
fn read(py: Python<'_>, fd: Int, length: Given<Size>) -> PyResult<Bound<'_, PyBytes>> {
    let (fd, length) = (borrowed(fd.get()?), length.get()?.0);
    let length = count(length).or_raise(py)?;
    filled(py, length, |room| Ok(descriptors::read(fd, room)?.0)).or_raise(py)
}

fn quick_read<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    let [fd, length] = args else { return None };
    let (fd, length) = (borrowed(plain_int(fd)?), usize::try_from(plain_int(length)?).ok()?);
    Some(match filled(py, length, |room| Ok(descriptors::read(fd, room)?.0)) {
        Ok(bytes) => Ok(bytes.into_any()),
        Err(failure) => Err(failure.raised(py, None)),
    })
}

/// Read at most so many bytes at an offset, and leave the descriptor's own offset alone.
#[pyfunction]
#[pyo3(signature = (fd, length, offset, /))]
fn pread(
    py: Python<'_>,
    fd: Int,
    length: Given<Size>,
    offset: Off,
) -> PyResult<Bound<'_, PyBytes>> {
    let (fd, length, offset) = (borrowed(fd.get()?), length.get()?.0, offset.get()?);
    let length = count(length).or_raise(py)?;
    filled(py, length, |room| Ok(descriptors::pread(fd, room, offset)?.0)).or_raise(py)
}

/// Write bytes at an offset, and leave the descriptor's own offset alone.
#[pyfunction]
#[pyo3(signature = (fd, buffer, offset, /))]
fn pwrite(py: Python<'_>, fd: Int, buffer: &Bound<'_, PyAny>, offset: Off) -> PyResult<usize> {
    let fd = borrowed(fd.get()?);
    let mut slot = Slot::new();
    let held = slot.readable(buffer)?;
    let (buffer, offset) = (held.memory(), offset.get()?);
    blocking(py, || memory::pwrite(fd, buffer, offset)).or_raise(py)
}
