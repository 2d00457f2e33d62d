//! Links, hard and symbolic.

use std::ffi::{CStr, OsString};
use std::os::unix::ffi::OsStringExt as _;

use rustix::fs::AtFlags;

use crate::borrow_dir;
use crate::errno::Errno;
use crate::fd::Fd;

pub use libc::AT_SYMLINK_FOLLOW;

/// `linkat(2)`
pub fn linkat(
    src_dir: Fd<'_>,
    src: &CStr,
    dst_dir: Fd<'_>,
    dst: &CStr,
    flags: i32,
) -> Result<(), Errno> {
    let flags = AtFlags::from_bits_retain(flags as _);
    Ok(rustix::fs::linkat(borrow_dir(src_dir), src, borrow_dir(dst_dir), dst, flags)?)
}

/// `symlinkat(2)`. A link to a directory is a link like others here.
pub fn symlinkat(
    target: &CStr,
    dir: Fd<'_>,
    path: &CStr,
    _target_is_directory: bool,
) -> Result<(), Errno> {
    Ok(rustix::fs::symlinkat(target, borrow_dir(dir), path)?)
}

/// `readlinkat(2)`, all of the name. A link without one, which is `None`, only Windows has.
pub fn readlinkat(dir: Fd<'_>, path: &CStr) -> Result<Option<OsString>, Errno> {
    let name = rustix::fs::readlinkat(borrow_dir(dir), path, Vec::new())?;
    Ok(Some(OsString::from_vec(name.into_bytes())))
}
