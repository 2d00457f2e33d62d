//! Bytes in and out.

use ostler::errno;
use ostler_capi::buffer::Slot;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{Int, borrowed};
use crate::error::{Failure, OrRaise as _};
use crate::functions;
use crate::memory;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; readinto, write);
    Ok(())
}

/// How many bytes are asked for.
pub(crate) fn count(length: isize) -> Result<usize, Failure> {
    usize::try_from(length).map_err(|_| Failure::System(errno::EINVAL))
}

/// Read from a file descriptor into a buffer, and return the number of bytes.
#[pyfunction]
#[pyo3(signature = (fd, buffer, /))]
fn readinto(py: Python<'_>, fd: Int, buffer: &Bound<'_, PyAny>) -> PyResult<usize> {
    let fd = borrowed(fd.get()?);
    let mut slot = Slot::new();
    let Ok(held) = slot.writable(buffer) else { return Err(not_writable(buffer)) };
    let buffer = held.memory();
    blocking(py, || memory::read(fd, buffer)).or_raise(py)
}

#[cold]
fn not_writable(buffer: &Bound<'_, PyAny>) -> PyErr {
    let name = if buffer.is_none() {
        "None".to_owned()
    } else {
        match buffer.get_type().name() {
            Ok(name) => name.to_string_lossy().into_owned(),
            Err(error) => return error,
        }
    };
    PyTypeError::new_err(format!(
        "readinto() argument 2 must be read-write bytes-like object, not {name}"
    ))
}

/// Write bytes to a file descriptor, and return how many were written.
#[pyfunction]
#[pyo3(signature = (fd, data, /))]
fn write(py: Python<'_>, fd: Int, data: &Bound<'_, PyAny>) -> PyResult<usize> {
    let fd = borrowed(fd.get()?);
    let mut slot = Slot::new();
    let held = slot.readable(data)?;
    let data = held.memory();
    blocking(py, || memory::write(fd, data)).or_raise(py)
}
