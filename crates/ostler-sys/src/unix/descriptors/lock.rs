//! Record locks.

use crate::check;
use crate::errno::{self, Errno};
use crate::fd::Fd;

/// `lockf(3)`
pub fn lockf(fd: Fd<'_>, cmd: i32, len: i64) -> Result<(), Errno> {
    let len = libc::off_t::try_from(len).map_err(|_| errno::EOVERFLOW)?;
    // SAFETY: lockf takes numbers only.
    check(unsafe { libc::lockf(fd.raw(), cmd, len) }).map(drop)
}
