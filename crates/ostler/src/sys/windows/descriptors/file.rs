//! The offset of an open file.

use crate::errno::{self, Errno};
use crate::fd::Fd;
use crate::sys::windows::crt;
use crate::sys::{last_errno, quietly};

/// `_lseeki64`
pub fn lseek(fd: Fd<'_>, pos: i64, whence: i32) -> Result<u64, Errno> {
    if !(0..=2).contains(&whence) {
        return Err(errno::EINVAL);
    }
    // SAFETY: it takes numbers only.
    quietly(|| match unsafe { crt::_lseeki64(fd.raw(), pos, whence) } {
        -1 => Err(last_errno()),
        new => Ok(new as u64),
    })
}
