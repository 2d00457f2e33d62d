//! Sizes, and what is still on its way to the disk.

use std::ffi::CStr;

use crate::errno::Errno;
use crate::fd::Fd;
use crate::sys::check;

#[cfg(not(linux_kernel))]
use libc::{ftruncate as ftruncate64, truncate as truncate64};
#[cfg(linux_kernel)]
use libc::{ftruncate64, truncate64};

/// `truncate(2)`
pub fn truncate(path: &CStr, length: i64) -> Result<(), Errno> {
    // SAFETY: a C string and a number.
    check(unsafe { truncate64(path.as_ptr(), length) }).map(drop)
}

/// `ftruncate(2)`
pub fn ftruncate(fd: Fd<'_>, length: i64) -> Result<(), Errno> {
    // SAFETY: two numbers.
    check(unsafe { ftruncate64(fd.raw(), length) }).map(drop)
}

/// `sync(2)`
pub fn sync() {
    rustix::fs::sync();
}
