//! The status of files.

use std::ffi::CStr;

use rustix::fs::AtFlags;

use crate::errno::Errno;
use crate::fd::Fd;
use crate::sys::borrow;

/// The structure the kernel fills.
pub use rustix::fs::Stat;

/// `fstatat(2)`
#[inline]
pub fn fstatat(dir: Fd<'_>, path: &CStr, flags: i32) -> Result<Stat, Errno> {
    Ok(rustix::fs::statat(borrow(dir)?, path, AtFlags::from_bits_retain(flags as _))?)
}

/// `fstat(2)`
#[inline]
pub fn fstat(fd: Fd<'_>) -> Result<Stat, Errno> {
    Ok(rustix::fs::fstat(borrow(fd)?)?)
}
