//! Memory of Python objects that the system reads or writes.

use std::mem::MaybeUninit;

use ostler::errno::Errno;
use ostler_capi::buffer::Memory;
use ostler_capi::bytes;
use ostler_sys::descriptors;
use ostler_sys::fd::Fd;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::call::blocking;
use crate::error::Failure;

/// Bytes that a call fills: as many of `len` as it gives back. The call is made without the interpreter's lock, and again
/// when a signal interrupted it.
#[inline]
pub(crate) fn filled<'py>(
    py: Python<'py>,
    len: usize,
    call: impl for<'room> FnMut(&'room mut [MaybeUninit<u8>]) -> Result<&'room mut [u8], Errno> + Send,
) -> Result<Bound<'py, PyBytes>, Failure> {
    bytes::filled(py, len, call, |attempt| blocking(py, attempt))
}

/// `read(2)`
#[inline]
pub(crate) fn read(fd: Fd<'_>, memory: Memory<'_, true>) -> Result<usize, Errno> {
    // SAFETY: the memory is held, and may be written.
    #[allow(unsafe_code)]
    unsafe {
        descriptors::read_raw(fd, memory.start_mut(), memory.len())
    }
}

/// `write(2)`
#[inline]
pub(crate) fn write(fd: Fd<'_>, memory: Memory<'_, false>) -> Result<usize, Errno> {
    // SAFETY: the memory is held.
    #[allow(unsafe_code)]
    unsafe {
        descriptors::write_raw(fd, memory.start(), memory.len())
    }
}

/// `pwrite(2)`
#[cfg(unix)]
#[inline]
pub(crate) fn pwrite(fd: Fd<'_>, memory: Memory<'_, false>, offset: i64) -> Result<usize, Errno> {
    // SAFETY: the memory is held.
    #[allow(unsafe_code)]
    unsafe {
        descriptors::pwrite_raw(fd, memory.start(), memory.len(), offset)
    }
}
