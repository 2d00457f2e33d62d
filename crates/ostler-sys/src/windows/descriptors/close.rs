//! Closing.

use crate::errno::Errno;
use crate::fd::{IntoRawFd as _, OwnedFd, RawFd};
use crate::windows::crt;
use crate::{check, quietly};

/// `_close`
pub fn close(fd: OwnedFd) -> Result<(), Errno> {
    // SAFETY: the owner gave the descriptor up.
    unsafe { close_raw(fd.into_raw_fd()) }
}

/// `_close`
///
/// # Safety
///
/// Nobody relies on owning `fd`, unless it is the caller.
pub unsafe fn close_raw(fd: RawFd) -> Result<(), Errno> {
    // SAFETY: the caller answers for the number.
    quietly(|| check(unsafe { crt::_close(fd) })).map(drop)
}

/// Closes every open descriptor of a range.
///
/// # Safety
///
/// Nobody relies on owning any of them, unless it is the caller.
pub unsafe fn closerange(low: RawFd, high: RawFd) {
    /// The runtime's table has no more room.
    const MOST: RawFd = 8192;
    for number in low.max(0)..high.min(MOST) {
        // SAFETY: the caller answers for the number.
        let _ = unsafe { close_raw(number) };
    }
}
