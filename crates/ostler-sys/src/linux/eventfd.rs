//! Event descriptors.

use crate::descriptors::{read, write};
use crate::errno::{self, Errno};
use crate::fd::{Fd, OwnedFd};

/// `eventfd(2)`. Close-on-exec only if the flags say so.
pub fn eventfd(initval: u32, flags: i32) -> Result<OwnedFd, Errno> {
    let flags = rustix::event::EventfdFlags::from_bits_retain(flags as _);
    Ok(rustix::event::eventfd(initval, flags)?)
}

/// `eventfd_read(3)`. A descriptor of another kind that has fewer than 8 bytes to give is `EINVAL`.
pub fn eventfd_read(fd: Fd<'_>) -> Result<u64, Errno> {
    let mut value = [0; 8];
    match read(fd, &mut value)? {
        8 => Ok(u64::from_ne_bytes(value)),
        _ => Err(errno::EINVAL),
    }
}

/// `eventfd_write(3)`. A descriptor of another kind that takes fewer than 8 bytes is `EINVAL`.
pub fn eventfd_write(fd: Fd<'_>, value: u64) -> Result<(), Errno> {
    match write(fd, &value.to_ne_bytes())? {
        8 => Ok(()),
        _ => Err(errno::EINVAL),
    }
}
