//! Random numbers.

#[cfg(linux_kernel)]
use crate::descriptors::{Buffer, collect_any};
use crate::errno::Errno;

/// `getrandom(2)`
#[cfg(linux_kernel)]
#[inline]
pub fn getrandom<B: Buffer<u8>>(buffer: B, flags: u32) -> Result<B::Output, Errno> {
    let flags = rustix::rand::GetRandomFlags::from_bits_retain(flags as _);
    Ok(rustix::rand::getrandom(buffer, flags)?)
}

/// The same into a vector of its own.
#[cfg(linux_kernel)]
pub fn getrandom_vec(size: usize, flags: u32) -> Result<Vec<u8>, Errno> {
    collect_any(size, |room| getrandom(room, flags))
}

/// The best the system has without being asked for flags: how many bytes were written, never none.
#[cfg(linux_kernel)]
#[inline]
pub fn urandom(buffer: &mut [u8]) -> Result<usize, Errno> {
    match getrandom(&mut *buffer, 0) {
        // A kernel older than 3.17, or a sandbox that does not know the call.
        Err(crate::errno::ENOSYS | crate::errno::EPERM) => device(buffer),
        other => other,
    }
}

/// `/dev/urandom`, `read(2)`
#[cfg(linux_kernel)]
#[cold]
fn device(buffer: &mut [u8]) -> Result<usize, Errno> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::CLOEXEC;
    let device = rustix::fs::open(c"/dev/urandom", flags, Mode::empty())?;
    Ok(rustix::io::read(&device, buffer)?)
}

/// The best the system has: `getentropy(2)`, as much of the buffer as it gives at a time.
#[cfg(not(linux_kernel))]
pub fn urandom(buffer: &mut [u8]) -> Result<usize, Errno> {
    const MOST: usize = 256;
    let length = buffer.len().min(MOST);
    // SAFETY: the buffer has at least that much room.
    crate::check(unsafe { libc::getentropy(buffer.as_mut_ptr().cast(), length) })?;
    Ok(length)
}
