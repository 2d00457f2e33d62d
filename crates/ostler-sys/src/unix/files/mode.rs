//! Permission bits and file flags.

use std::ffi::CStr;

use rustix::fs::{AtFlags, Mode};

use crate::errno::Errno;
use crate::fd::Fd;
use crate::{borrow, borrow_dir};

/// `fchmodat(2)`, through symbolic links.
pub fn fchmodat(dir: Fd<'_>, path: &CStr, mode: u32) -> Result<(), Errno> {
    let mode = Mode::from_raw_mode(mode as _);
    Ok(rustix::fs::chmodat(borrow_dir(dir), path, mode, AtFlags::empty())?)
}

/// `fchmod(2)`
pub fn fchmod(fd: Fd<'_>, mode: u32) -> Result<(), Errno> {
    Ok(rustix::fs::fchmod(borrow(fd)?, Mode::from_raw_mode(mode as _))?)
}

#[cfg(linux_kernel)]
pub use super::super::super::linux::chmod::lchmodat;

/// `fchmodat(2)` with `AT_SYMLINK_NOFOLLOW`.
#[cfg(not(linux_kernel))]
pub fn lchmodat(dir: Fd<'_>, path: &CStr, mode: u32) -> Result<(), Errno> {
    let mode = Mode::from_raw_mode(mode as _);
    Ok(rustix::fs::chmodat(borrow_dir(dir), path, mode, AtFlags::SYMLINK_NOFOLLOW)?)
}

/// `chflags(2)`
#[cfg(any(apple, bsd))]
pub fn chflags(path: &CStr, flags: u32) -> Result<(), Errno> {
    // SAFETY: a C string and a number.
    crate::check(unsafe { libc::chflags(path.as_ptr(), flags as _) }).map(drop)
}

/// `lchflags(2)`
#[cfg(any(apple, bsd))]
pub fn lchflags(path: &CStr, flags: u32) -> Result<(), Errno> {
    // SAFETY: a C string and a number.
    crate::check(unsafe { libc::lchflags(path.as_ptr(), flags as _) }).map(drop)
}
