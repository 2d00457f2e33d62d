//! Files in memory.

use std::ffi::CStr;

use crate::errno::Errno;
use crate::fd::OwnedFd;

/// `memfd_create(2)`. Close-on-exec only if the flags say so.
pub fn memfd_create(name: &CStr, flags: u32) -> Result<OwnedFd, Errno> {
    let flags = rustix::fs::MemfdFlags::from_bits_retain(flags);
    Ok(rustix::fs::memfd_create(name, flags)?)
}
