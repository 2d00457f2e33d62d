//! Random numbers.

use std::mem::MaybeUninit;

use crate::errno::Errno;

/// `getrandom(2)`: how many bytes were written.
#[cfg(linux_kernel)]
#[inline]
pub fn getrandom(buffer: &mut [MaybeUninit<u8>], flags: u32) -> Result<usize, Errno> {
    let flags = rustix::rand::GetRandomFlags::from_bits_retain(flags as _);
    let (filled, _) = rustix::rand::getrandom(buffer, flags)?;
    Ok(filled.len())
}

/// The best the system has without being asked for flags: how many bytes were written, never none.
#[cfg(linux_kernel)]
#[inline]
pub fn urandom(buffer: &mut [MaybeUninit<u8>]) -> Result<usize, Errno> {
    match getrandom(buffer, 0) {
        // A kernel older than 3.17, or a sandbox that does not know the call.
        Err(crate::errno::ENOSYS | crate::errno::EPERM) => device(buffer),
        other => other,
    }
}

/// `/dev/urandom`, `read(2)`
#[cfg(linux_kernel)]
#[cold]
fn device(buffer: &mut [MaybeUninit<u8>]) -> Result<usize, Errno> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::CLOEXEC;
    let device = rustix::fs::open(c"/dev/urandom", flags, Mode::empty())?;
    let (filled, _) = rustix::io::read(&device, buffer)?;
    Ok(filled.len())
}

/// The best the system has: `getentropy(2)`, as much of the buffer as it gives at a time.
#[cfg(not(linux_kernel))]
pub fn urandom(buffer: &mut [MaybeUninit<u8>]) -> Result<usize, Errno> {
    const MOST: usize = 256;
    let length = buffer.len().min(MOST);
    // SAFETY: the buffer has at least that much room.
    crate::sys::check(unsafe { libc::getentropy(buffer.as_mut_ptr().cast(), length) })?;
    Ok(length)
}
