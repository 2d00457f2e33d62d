//! Closing.

use std::os::fd::{IntoRawFd as _, RawFd};

use crate::check;
use crate::errno::Errno;
use crate::fd::OwnedFd;

/// `close(2)` of a descriptor that is given up. It is gone whatever the result, `EINTR` included.
pub fn close(fd: OwnedFd) -> Result<(), Errno> {
    // SAFETY: the owner gave the descriptor up.
    unsafe { close_raw(fd.into_raw_fd()) }
}

/// `close(2)`
///
/// # Safety
///
/// Nobody relies on owning `fd`, unless it is the caller.
pub unsafe fn close_raw(fd: RawFd) -> Result<(), Errno> {
    // SAFETY: the caller answers for the number; the kernel refuses one that is not open.
    check(unsafe { libc::close(fd) }).map(drop)
}

/// Closes what is open of `low..high`: `close_range(2)` where the kernel has it.
///
/// # Safety
///
/// Nobody relies on owning one of them.
pub unsafe fn closerange(low: RawFd, high: RawFd) {
    let low = low.max(0);
    // SAFETY: the caller's promise is the same.
    if low < high && !unsafe { close_at_once(low, high - 1) } {
        // SAFETY: as above.
        unsafe { close_one_by_one(low, high) };
    }
}

/// Whether the kernel closed `first..=last` in one call.
#[cfg(any(linux_kernel, target_os = "freebsd"))]
unsafe fn close_at_once(first: RawFd, last: RawFd) -> bool {
    #[cfg(linux_kernel)]
    // SAFETY: the caller answers for the numbers.
    let result = unsafe { libc::syscall(libc::SYS_close_range, first, last, 0) };
    #[cfg(target_os = "freebsd")]
    // SAFETY: the caller answers for the numbers.
    let result = unsafe { libc::close_range(first as _, last as _, 0) };
    result == 0
}

#[cfg(not(any(linux_kernel, target_os = "freebsd")))]
unsafe fn close_at_once(_first: RawFd, _last: RawFd) -> bool {
    false
}

unsafe fn close_one_by_one(low: RawFd, high: RawFd) {
    let close = |number| {
        // SAFETY: the caller answers for the numbers; nobody hears of those that are not open.
        unsafe { libc::close(number) };
    };
    match open_numbers() {
        Some(numbers) => numbers.into_iter().filter(|n| (low..high).contains(n)).for_each(close),
        None => (low..high.min(limit())).for_each(close),
    }
}

/// The numbers this process has open, from the system's own list, and with them that of the list itself.
fn open_numbers() -> Option<Vec<RawFd>> {
    let list = if cfg!(linux_kernel) { "/proc/self/fd" } else { "/dev/fd" };
    let names = std::fs::read_dir(list).ok()?;
    names.map(|name| name.ok()?.file_name().to_str()?.parse().ok()).collect()
}

/// Where the numbers a process can open end.
fn limit() -> RawFd {
    /// For a system that does not tell.
    const USUAL: RawFd = 1024;
    // SAFETY: sysconf has no preconditions.
    let limit = unsafe { libc::sysconf(libc::_SC_OPEN_MAX) };
    if limit < 0 { USUAL } else { RawFd::try_from(limit).unwrap_or(RawFd::MAX) }
}
