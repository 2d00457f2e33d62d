//! Closing.

use ostler_sys as sys;

use crate::error::Result;
use crate::fd::{OwnedFd, RawFd};

/// Closes a descriptor and says whether that went well: `os.close(fd)`, `_close`.
///
/// # Errors
///
/// As the runtime; the descriptor is gone all the same.
pub fn close(fd: impl Into<OwnedFd>) -> Result<()> {
    Ok(sys::descriptors::close(fd.into())?)
}

/// Closes a descriptor by number: `os.close(fd)`, `_close`.
///
/// # Safety
///
/// Nothing in the process may rely on owning the number ([I/O safety](std::io#io-safety)). [`close()`] is the safe form.
///
/// # Errors
///
/// As [`close()`]; `EBADF` if the number is not open.
#[allow(unsafe_code)]
pub unsafe fn close_raw(fd: RawFd) -> Result<()> {
    // SAFETY: the caller's promise is the same.
    Ok(unsafe { sys::descriptors::close_raw(fd) }?)
}

/// Closes every open descriptor from `low` up to, not including, `high`: `os.closerange(fd_low, fd_high)`.
///
/// # Safety
///
/// Nothing in the process may rely on owning a descriptor of the range ([I/O safety](std::io#io-safety)).
#[allow(unsafe_code)]
pub unsafe fn closerange(low: RawFd, high: RawFd) {
    // SAFETY: the caller's promise is the same.
    unsafe { sys::descriptors::closerange(low, high) };
}
