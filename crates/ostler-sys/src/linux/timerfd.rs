//! Timer descriptors.

use std::os::fd::FromRawFd as _;

use rustix::time::{Itimerspec, TimerfdTimerFlags, timerfd_gettime as get, timerfd_settime as set};

use crate::errno::Errno;
use crate::fd::{Fd, OwnedFd};
use crate::{borrow, check};

/// Seconds and nanoseconds.
pub use rustix::time::Timespec;

/// `timerfd_create(2)`. Close-on-exec. rustix has no place for a clock it does not know.
pub fn timerfd_create(clock: i32, flags: i32) -> Result<OwnedFd, Errno> {
    // SAFETY: timerfd_create takes numbers only.
    let fd = check(unsafe { libc::timerfd_create(clock, flags | libc::TFD_CLOEXEC) })?;
    // SAFETY: the descriptor is new and nobody else's.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// `timerfd_settime(2)`: the next expiration and the interval there were.
pub fn timerfd_settime(
    fd: Fd<'_>,
    flags: i32,
    initial: Timespec,
    interval: Timespec,
) -> Result<(Timespec, Timespec), Errno> {
    let new = Itimerspec { it_interval: interval, it_value: initial };
    let old = set(borrow(fd)?, TimerfdTimerFlags::from_bits_retain(flags as _), &new)?;
    Ok((old.it_value, old.it_interval))
}

/// `timerfd_gettime(2)`: the next expiration and the interval.
pub fn timerfd_gettime(fd: Fd<'_>) -> Result<(Timespec, Timespec), Errno> {
    let now = get(borrow(fd)?)?;
    Ok((now.it_value, now.it_interval))
}
