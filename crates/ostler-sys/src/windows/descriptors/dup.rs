//! Second descriptors for the same open file.

use crate::errno::Errno;
use crate::fd::{AsRawFd as _, Fd, FromRawFd as _, OwnedFd, RawFd};
use crate::windows::crt;
use crate::{check, quietly};

/// `_dup`. Not inheritable.
pub fn dup(fd: Fd<'_>) -> Result<OwnedFd, Errno> {
    // SAFETY: it takes a number only.
    let number = quietly(|| check(unsafe { crt::_dup(fd.raw()) }))?;
    // SAFETY: the descriptor is new and nobody else's.
    let new = unsafe { OwnedFd::from_raw_fd(number) };
    super::set_inheritable((&new).into(), false)?;
    Ok(new)
}

/// `_dup2`
pub fn dup2(fd: Fd<'_>, new: &mut OwnedFd, inheritable: bool) -> Result<(), Errno> {
    // SAFETY: the owner of the number lends it for this.
    unsafe { dup2_raw(fd, new.as_raw_fd(), inheritable) }
}

/// `_dup2`
///
/// # Safety
///
/// Nobody relies on owning what `number` means, unless it is the caller.
pub unsafe fn dup2_raw(fd: Fd<'_>, number: RawFd, inheritable: bool) -> Result<(), Errno> {
    // SAFETY: the caller answers for the number.
    quietly(|| check(unsafe { crt::_dup2(fd.raw(), number) }))?;
    // SAFETY: it is open now.
    super::set_inheritable(unsafe { Fd::from_raw(number) }, inheritable)
}
