//! Bytes in and out.

use ostler_sys as sys;

use crate::error::Result;
use crate::fd::{AsFd, Fd};
use crate::host::retry;

/// Reads up to `n` bytes from where the file is read next: `os.read(fd, n)`, `_read`.
///
/// Fewer come back where fewer are there; none means the end, of a pipe too that nobody writes to any more.
///
/// # Errors
///
/// `EBADF`; `PermissionDenied` where another process has locked the bytes; `ENOMEM` if there is no room for `n` bytes.
///
/// ```no_run
/// let line = ostler::os::read(std::io::stdin(), 80)?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn read(fd: impl AsFd, n: usize) -> Result<Vec<u8>> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::read_vec(fd, n))?)
}

/// Reads into a buffer and says how many bytes came: `os.readinto(fd, buffer)`, `_read`.
///
/// # Errors
///
/// As [`read`].
pub fn readinto(fd: impl AsFd, buffer: &mut [u8]) -> Result<usize> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::read(fd, &mut *buffer))?)
}

/// Writes bytes and says how many were: `os.write(fd, str)`, `_write`.
///
/// In text mode an LF becomes CR LF on the way, and counts once.
///
/// # Errors
///
/// `EBADF`; `EPIPE` (or `EINVAL`) for a pipe that nobody reads; `ENOSPC`.
pub fn write(fd: impl AsFd, str: &[u8]) -> Result<usize> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::write(fd, str))?)
}
