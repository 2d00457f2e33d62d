//! The offset, the length and the storage of an open file.

use ostler_sys::{self as sys, c};

use crate::audit::{Arg, audit};
use crate::error::Result;
use crate::fd::{AsFd, AsRawFd as _, Fd};

codes! {
    /// What the position given to [`lseek`] is relative to.
    pub struct Whence: i32 {
        /// The start of the file.
        SEEK_SET = c::SEEK_SET;
        /// The current offset.
        SEEK_CUR = c::SEEK_CUR;
        /// The end of the file.
        SEEK_END = c::SEEK_END;
    }
}

/// Moves to where the file is read and written next, and gives the new offset from the start:
/// `os.lseek(fd, pos, whence)`, `_lseeki64`.
///
/// # Errors
///
/// `EINVAL` for a place before the start, `ESPIPE` for a pipe.
pub fn lseek(fd: impl AsFd, pos: i64, whence: Whence) -> Result<u64> {
    Ok(sys::descriptors::lseek(fd.as_fd().into(), pos, whence.raw())?)
}

/// Makes an open file this many bytes long: `os.ftruncate(fd, length)`, `_chsize_s`. What it gains reads as zeros.
///
/// # Errors
///
/// `EINVAL` for a negative length, `PermissionDenied` or `EBADF` for a file not open for writing.
///
/// # Audit
///
/// `os.truncate` with `fd`, `length`.
pub fn ftruncate(fd: impl AsFd, length: i64) -> Result<()> {
    let fd = fd.as_fd();
    audit!("os.truncate", Arg::Fd(fd.as_raw_fd()), length);
    Ok(sys::descriptors::ftruncate(Fd::from(fd), length)?)
}

/// Waits until the file is on the disk: `os.fsync(fd)`, `_commit`.
///
/// # Errors
///
/// `EBADF` for what is on no disk, or not open for writing.
pub fn fsync(fd: impl AsFd) -> Result<()> {
    Ok(sys::descriptors::fsync(fd.as_fd().into())?)
}
