//! Renaming.

use std::ffi::CStr;

use crate::borrow;
use crate::errno::Errno;
use crate::fd::Fd;

/// `renameat(2)`
pub fn renameat(src_dir: Fd<'_>, src: &CStr, dst_dir: Fd<'_>, dst: &CStr) -> Result<(), Errno> {
    Ok(rustix::fs::renameat(borrow(src_dir)?, src, borrow(dst_dir)?, dst)?)
}
