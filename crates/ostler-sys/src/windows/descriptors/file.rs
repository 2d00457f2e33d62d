//! The offset of an open file.

use crate::errno::{self, Errno};
use crate::fd::Fd;
use crate::windows::crt;
use crate::{check, last_errno, quietly};

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

/// `_chsize_s`
pub fn ftruncate(fd: Fd<'_>, length: i64) -> Result<(), Errno> {
    // SAFETY: it takes numbers only.
    match quietly(|| unsafe { crt::_chsize_s(fd.raw(), length) }) {
        0 => Ok(()),
        number => Err(Errno::from_raw(number)),
    }
}

/// `_commit`
pub fn fsync(fd: Fd<'_>) -> Result<(), Errno> {
    // SAFETY: it takes a number only.
    quietly(|| check(unsafe { crt::_commit(fd.raw()) })).map(drop)
}
