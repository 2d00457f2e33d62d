//! The small change of calling C: borrowed numbers, return values, messages.

use std::ffi::CStr;
use std::os::fd::{BorrowedFd, RawFd};

use crate::errno::{self, Errno};
use crate::fd::Fd;

/// The descriptor as rustix wants it, which is not a negative number: the kernel's answer to those is known.
#[inline]
pub(crate) fn borrow(fd: Fd<'_>) -> Result<BorrowedFd<'_>, Errno> {
    const CWD: RawFd = Fd::CWD.raw();
    match fd.raw() {
        // SAFETY: whoever made the `Fd` answers for its use for this long, and it is not the niche value.
        number @ (CWD | 0..) => Ok(unsafe { BorrowedFd::borrow_raw(number) }),
        _ => Err(errno::EBADF),
    }
}

/// The result of a call that returns -1 and sets `errno` on failure.
#[inline]
pub(crate) fn check(result: libc::c_int) -> Result<libc::c_int, Errno> {
    if result == -1 { Err(Errno::last()) } else { Ok(result) }
}

/// The same for calls that return a size.
#[inline]
pub(crate) fn check_size(result: libc::ssize_t) -> Result<usize, Errno> {
    usize::try_from(result).map_err(|_| Errno::last())
}

/// The message for a number, from `strerror_r(3)` in its POSIX form.
pub fn strerror(errno: Errno) -> String {
    let mut text = [0; 256];
    // SAFETY: the buffer is writable for the length given. An unknown number still fills it.
    unsafe { libc::strerror_r(errno.raw(), text.as_mut_ptr().cast(), text.len()) };
    match CStr::from_bytes_until_nul(&text) {
        Ok(text) if !text.is_empty() => text.to_string_lossy().into_owned(),
        _ => format!("Unknown error {}", errno.raw()),
    }
}
