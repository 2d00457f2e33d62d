//! Second descriptors for the same open file.

use std::os::fd::{AsRawFd as _, RawFd};

use crate::errno::Errno;
use crate::fd::{Fd, OwnedFd};
use crate::{borrow, check};

/// `fcntl(F_DUPFD_CLOEXEC)`
#[inline]
pub fn dup(fd: Fd<'_>) -> Result<OwnedFd, Errno> {
    Ok(rustix::io::fcntl_dupfd_cloexec(borrow(fd)?, 0)?)
}

/// The same with a number that is not below `least`.
pub fn dup_above(fd: Fd<'_>, least: RawFd) -> Result<OwnedFd, Errno> {
    Ok(rustix::io::fcntl_dupfd_cloexec(borrow(fd)?, least)?)
}

/// `dup3(2)`, or `dup2(2)` where the new descriptor is inheritable: `new` keeps its number and means the file of `fd`.
pub fn dup2(fd: Fd<'_>, new: &mut OwnedFd, inheritable: bool) -> Result<(), Errno> {
    // SAFETY: whoever owns `new` lends it to be replaced, and it is open afterwards.
    unsafe { dup2_raw(fd, new.as_raw_fd(), inheritable) }
}

/// The same onto a number.
///
/// # Safety
///
/// Nobody relies on owning the file that `number` means, and whoever calls owns what it means afterwards.
pub unsafe fn dup2_raw(fd: Fd<'_>, number: RawFd, inheritable: bool) -> Result<(), Errno> {
    if inheritable {
        // SAFETY: the caller answers for the number.
        return check(unsafe { libc::dup2(fd.raw(), number) }).map(drop);
    }
    #[cfg(not(apple))]
    // SAFETY: the caller answers for the number.
    check(unsafe { dup3(fd.raw(), number, libc::O_CLOEXEC) })?;
    #[cfg(apple)]
    {
        // SAFETY: the caller answers for the number.
        check(unsafe { libc::dup2(fd.raw(), number) })?;
        // SAFETY: it was just made.
        super::set_inheritable(unsafe { Fd::from_raw(number) }, false)?;
    }
    Ok(())
}

#[cfg(not(any(apple, target_os = "android")))]
use libc::dup3;

// The `libc` crate leaves it out for Android.
#[cfg(target_os = "android")]
unsafe extern "C" {
    fn dup3(fd: libc::c_int, number: libc::c_int, flags: libc::c_int) -> libc::c_int;
}
