//! Owners.

use std::ffi::CStr;

use rustix::fs::{AtFlags, Gid, Uid};

use crate::errno::Errno;
use crate::fd::Fd;
use crate::params::UNCHANGED;
use crate::{borrow, borrow_dir};

fn ids(uid: u32, gid: u32) -> (Option<Uid>, Option<Gid>) {
    ((uid != UNCHANGED).then(|| Uid::from_raw(uid)), (gid != UNCHANGED).then(|| Gid::from_raw(gid)))
}

/// `fchownat(2)`
pub fn fchownat(dir: Fd<'_>, path: &CStr, uid: u32, gid: u32, flags: i32) -> Result<(), Errno> {
    let (uid, gid) = ids(uid, gid);
    let flags = AtFlags::from_bits_retain(flags as _);
    Ok(rustix::fs::chownat(borrow_dir(dir), path, uid, gid, flags)?)
}

/// `fchown(2)`
pub fn fchown(fd: Fd<'_>, uid: u32, gid: u32) -> Result<(), Errno> {
    let (uid, gid) = ids(uid, gid);
    Ok(rustix::fs::fchown(borrow(fd)?, uid, gid)?)
}
