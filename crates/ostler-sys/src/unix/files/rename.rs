//! Renaming.

use std::ffi::CStr;

use crate::borrow_dir;
use crate::errno::Errno;
use crate::fd::Fd;

/// `renameat(2)`
pub fn renameat(src_dir: Fd<'_>, src: &CStr, dst_dir: Fd<'_>, dst: &CStr) -> Result<(), Errno> {
    Ok(rustix::fs::renameat(borrow_dir(src_dir), src, borrow_dir(dst_dir), dst)?)
}

/// The same: what has the name already is replaced here in any case.
pub use renameat as replaceat;
