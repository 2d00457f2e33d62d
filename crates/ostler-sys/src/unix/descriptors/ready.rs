//! Waiting until there is something to read.

use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::borrow;
use crate::errno::Errno;
use crate::fd::Fd;

/// `poll(2)` for one descriptor: whether it can be read (its end and an error can be, too) before the time is up.
pub fn wait_readable(fd: Fd<'_>, timeout: Duration) -> Result<bool, Errno> {
    let fd = borrow(fd)?;
    let timeout = Timespec {
        tv_sec: i32::try_from(timeout.as_secs()).unwrap_or(i32::MAX).into(),
        tv_nsec: timeout.subsec_nanos().into(),
    };
    let mut fds = [PollFd::from_borrowed_fd(fd, PollFlags::IN)];
    Ok(poll(&mut fds, Some(&timeout))? > 0)
}
