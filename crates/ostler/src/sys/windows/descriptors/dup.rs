//! Second descriptors for the same open file.

use crate::errno::Errno;
use crate::fd::{Fd, FromRawFd as _, OwnedFd};
use crate::sys::windows::crt;
use crate::sys::{check, quietly};

/// `_dup`. Not inheritable.
pub fn dup(fd: Fd<'_>) -> Result<OwnedFd, Errno> {
    // SAFETY: it takes a number only.
    let number = quietly(|| check(unsafe { crt::_dup(fd.raw()) }))?;
    // SAFETY: the descriptor is new and nobody else's.
    let new = unsafe { OwnedFd::from_raw_fd(number) };
    super::set_inheritable((&new).into(), false)?;
    Ok(new)
}
