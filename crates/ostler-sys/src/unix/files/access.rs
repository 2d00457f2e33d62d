//! Asking for permission.

use std::ffi::CStr;

use rustix::fs::{Access, AtFlags};

use crate::borrow_dir;
use crate::errno::Errno;
use crate::fd::Fd;

#[cfg(not(target_os = "android"))]
pub use libc::AT_EACCESS;
/// The kernel's, which the `libc` crate leaves out for Android.
#[cfg(target_os = "android")]
pub const AT_EACCESS: libc::c_int = 0x200;

/// `faccessat(2)`. With flags, `faccessat2(2)` on Linux; where the kernel has none, `ENOSYS` unless the answer is the
/// same without them.
#[inline]
pub fn faccessat(dir: Fd<'_>, path: &CStr, mode: i32, flags: i32) -> Result<(), Errno> {
    let access = Access::from_bits_retain(mode as _);
    Ok(rustix::fs::accessat(borrow_dir(dir), path, access, AtFlags::from_bits_retain(flags as _))?)
}
