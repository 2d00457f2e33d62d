//! Bytes in and out.

use ostler_capi::number::plain_int;
use ostler_capi::quick::Answer;
use ostler_sys::descriptors;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::both::bytes::count;
use crate::convert::{Given, Int, Size, borrowed};
use crate::error::OrRaise as _;
use crate::memory::filled;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    ostler_capi::quick!(module; read => quick_read);
    crate::both::bytes::add(module)
}

/// Read at most so many bytes from a file descriptor.
#[pyfunction]
#[pyo3(signature = (fd, length, /))]
fn read(py: Python<'_>, fd: Int, length: Given<Size>) -> PyResult<Bound<'_, PyBytes>> {
    let (fd, length) = (borrowed(fd.get()?), length.get()?.0);
    let length = count(length).or_raise(py)?;
    filled(py, length, |room| descriptors::read_into(fd, room)).or_raise(py)
}

fn quick_read<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    let [fd, length] = args else { return None };
    let (fd, length) = (borrowed(plain_int(fd)?), usize::try_from(plain_int(length)?).ok()?);
    Some(match filled(py, length, |room| descriptors::read_into(fd, room)) {
        Ok(bytes) => Ok(bytes.into_any()),
        Err(failure) => Err(failure.raised(py, None)),
    })
}
