//! Making and removing directories and names.

use std::ffi::CStr;

use rustix::fs::{AtFlags, Mode};

use crate::borrow_dir;
use crate::errno::Errno;
use crate::fd::Fd;

/// `mkdirat(2)`
#[inline]
pub fn mkdirat(dir: Fd<'_>, path: &CStr, mode: u32) -> Result<(), Errno> {
    Ok(rustix::fs::mkdirat(borrow_dir(dir), path, Mode::from_raw_mode(mode as _))?)
}

/// `unlinkat(2)` on a file.
#[inline]
pub fn unlinkat(dir: Fd<'_>, path: &CStr) -> Result<(), Errno> {
    Ok(rustix::fs::unlinkat(borrow_dir(dir), path, AtFlags::empty())?)
}

/// `unlinkat(2)` on a directory (`AT_REMOVEDIR`).
#[inline]
pub fn rmdirat(dir: Fd<'_>, path: &CStr) -> Result<(), Errno> {
    Ok(rustix::fs::unlinkat(borrow_dir(dir), path, AtFlags::REMOVEDIR)?)
}
