//! The small change of calling C: borrowed numbers, return values, messages.

use std::ffi::{CStr, CString};
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

/// The directory that a path starts from, as rustix wants it. An absolute path has no need of one, an empty path is wrong
/// whatever it is: of a negative number, too, the system decides.
#[inline]
pub(crate) fn borrow_dir(dir: Fd<'_>) -> BorrowedFd<'_> {
    borrow(dir).unwrap_or(rustix::fs::ABS)
}

/// The number the last failed call of this thread left behind.
pub fn last_errno() -> Errno {
    Errno::from_raw(std::io::Error::last_os_error().raw_os_error().unwrap_or(0))
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

/// The result of a call that returns its error number.
#[inline]
pub(crate) fn check_number(result: libc::c_int) -> Result<(), Errno> {
    if result == 0 { Ok(()) } else { Err(Errno::from_raw(result)) }
}

/// The answer of a call for which -1 may be one: it is an error only where the call left an error number, and `None` where
/// it did not.
#[inline]
pub(crate) fn check_answer<T: PartialEq + From<i8>>(
    call: impl FnOnce() -> T,
) -> Result<Option<T>, Errno> {
    const NO_ERROR: Errno = Errno::from_raw(0);
    // SAFETY: the C library hands out the address of this thread's own number.
    unsafe { *errno_location() = 0 };
    let answer = call();
    if answer != T::from(-1) {
        return Ok(Some(answer));
    }
    match Errno::last() {
        NO_ERROR => Ok(None),
        errno => Err(errno),
    }
}

#[cfg(any(target_os = "android", target_os = "netbsd", target_os = "openbsd"))]
pub(crate) use libc::__errno as errno_location;
#[cfg(any(target_os = "linux", target_os = "dragonfly"))]
pub(crate) use libc::__errno_location as errno_location;
#[cfg(any(apple, target_os = "freebsd"))]
pub(crate) use libc::__error as errno_location;

/// The message for a number, from `strerror_r(3)` in its POSIX form, in the encoding of the locale.
pub fn message(errno: Errno) -> CString {
    let mut text = [0; 256];
    // SAFETY: the buffer is writable for the length given. An unknown number still fills it.
    unsafe { libc::strerror_r(errno.raw(), text.as_mut_ptr().cast(), text.len()) };
    match CStr::from_bytes_until_nul(&text) {
        Ok(text) if !text.is_empty() => text.to_owned(),
        _ => CString::new(format!("Unknown error {}", errno.raw())).unwrap_or_default(),
    }
}

/// The same as text.
pub fn strerror(errno: Errno) -> String {
    message(errno).to_string_lossy().into_owned()
}
