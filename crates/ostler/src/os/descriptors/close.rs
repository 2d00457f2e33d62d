//! Closing.

use ostler_sys as sys;

use crate::error::Result;
use crate::fd::{OwnedFd, RawFd};

/// Closes a descriptor and says whether that went well: `os.close(fd)`, `close(2)`, `_close`.
///
/// Takes whatever owns a descriptor: this crate's, a file, a socket. Dropping closes it too, but nobody hears of a write
/// that a network file system or a quota refused only now.
///
/// # Errors
///
/// As `close(2)`. The descriptor is gone all the same, after `EINTR` too; there is nothing to repeat.
///
/// ```
/// let (r, w) = ostler::os::pipe()?;
/// ostler::os::close(w)?;
/// assert_eq!(ostler::os::read(&r, 1)?, b"");
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn close(fd: impl Into<OwnedFd>) -> Result<()> {
    // Not repeated: the number is free, and may be somebody else's by now.
    Ok(sys::descriptors::close(fd.into())?)
}

/// Closes a descriptor by number: `os.close(fd)`, `close(2)`, `_close`.
///
/// # Safety
///
/// Nothing in the process may rely on owning the number ([I/O safety](std::io#io-safety)). [`close()`] is the safe form.
///
/// # Errors
///
/// As [`close()`]; `EBADF` if the number is not open.
///
/// ```
/// use ostler::fd::IntoRawFd;
/// use ostler::os;
/// let number = os::dup(std::io::stdin())?.into_raw_fd();
/// // SAFETY: the owner was turned into this number.
/// unsafe { os::close_raw(number)? };
/// # Ok::<(), ostler::Error>(())
/// ```
#[allow(unsafe_code)]
pub unsafe fn close_raw(fd: RawFd) -> Result<()> {
    // SAFETY: the caller's promise is the same.
    Ok(unsafe { sys::descriptors::close_raw(fd) }?)
}

/// Closes every open descriptor from `low` up to, not including, `high`: `os.closerange(fd_low, fd_high)`,
/// `close_range(2)`.
///
/// Errors are ignored. `high` may be [`RawFd::MAX`]: one call does it where the kernel has one (Linux 5.9), elsewhere the
/// descriptors that are open are looked up, and on Windows those are tried that the runtime's table has room for.
///
/// # Safety
///
/// Nothing in the process may rely on owning a descriptor of the range ([I/O safety](std::io#io-safety)). To keep
/// descriptors from a program to be run, rely on their not being inheritable instead.
///
/// ```
/// use ostler::fd::IntoRawFd;
/// use ostler::os;
/// let number = os::dup(std::io::stdin())?.into_raw_fd();
/// // SAFETY: the owner was turned into this number.
/// unsafe { os::closerange(number, number + 1) };
/// # Ok::<(), ostler::Error>(())
/// ```
#[allow(unsafe_code)]
pub unsafe fn closerange(low: RawFd, high: RawFd) {
    // SAFETY: the caller's promise is the same.
    unsafe { sys::descriptors::closerange(low, high) };
}
