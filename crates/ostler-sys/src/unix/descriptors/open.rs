//! Opening files.

use std::ffi::CStr;

use rustix::fs::{Mode, OFlags};

use crate::borrow_dir;
use crate::errno::Errno;
use crate::fd::{Fd, OwnedFd};

/// `openat(2)`. Close-on-exec.
#[inline]
pub fn openat(dir: Fd<'_>, path: &CStr, flags: i32, mode: u32) -> Result<OwnedFd, Errno> {
    let flags = OFlags::from_bits_retain(flags as _) | OFlags::CLOEXEC;
    Ok(rustix::fs::openat(borrow_dir(dir), path, flags, Mode::from_raw_mode(mode as _))?)
}
