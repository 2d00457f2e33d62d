//! The flags of a descriptor and of its open file.

use rustix::fs::OFlags;
use rustix::io::FdFlags;

use crate::borrow;
use crate::errno::Errno;
use crate::fd::Fd;

/// Whether `O_NONBLOCK` is clear.
#[inline]
pub fn get_blocking(fd: Fd<'_>) -> Result<bool, Errno> {
    Ok(!rustix::fs::fcntl_getfl(borrow(fd)?)?.contains(OFlags::NONBLOCK))
}

/// `ioctl(FIONBIO)`: one step, where `fcntl` would read the flags and write back what somebody may have changed since.
#[inline]
pub fn set_blocking(fd: Fd<'_>, blocking: bool) -> Result<(), Errno> {
    Ok(rustix::io::ioctl_fionbio(borrow(fd)?, !blocking)?)
}

/// Whether `FD_CLOEXEC` is clear.
#[inline]
pub fn get_inheritable(fd: Fd<'_>) -> Result<bool, Errno> {
    Ok(!rustix::io::fcntl_getfd(borrow(fd)?)?.contains(FdFlags::CLOEXEC))
}

/// Sets or clears `FD_CLOEXEC`, and no other flag.
#[inline]
pub fn set_inheritable(fd: Fd<'_>, inheritable: bool) -> Result<(), Errno> {
    let fd = borrow(fd)?;
    let old = rustix::io::fcntl_getfd(fd)?;
    let mut new = old;
    new.set(FdFlags::CLOEXEC, !inheritable);
    if new != old {
        rustix::io::fcntl_setfd(fd, new)?;
    }
    Ok(())
}
