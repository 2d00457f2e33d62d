//! Bytes in and out, at the file's offset and at a given one.

use std::io::{IoSlice, IoSliceMut};
use std::mem::MaybeUninit;

use crate::errno::{self, Errno};
use crate::fd::Fd;
use crate::{borrow, check_size};

/// Where bytes go: `&mut [u8]` gives back a count, `&mut [MaybeUninit<u8>]` the part that was filled and the rest,
/// [`spare_capacity`] of a vector lengthens the vector.
pub use rustix::buffer::{Buffer, spare_capacity};

/// The most one call moves: `MAX_RW_COUNT` of Linux. The others have lower limits of their own.
const MAX_COUNT: usize = 0x7fff_f000;

/// The most buffers one call takes: `IOV_MAX`, the same on all systems here.
const MAX_BUFFERS: usize = 1024;

/// A vector of what `call` fills of `n` bytes. The bytes are not zeroed first, and one call's worth is all that is asked
/// of the allocator, however large `n` is.
pub(crate) fn collect(
    n: usize,
    call: impl for<'b> FnOnce(
        &'b mut [MaybeUninit<u8>],
    ) -> Result<(&'b mut [u8], &'b mut [MaybeUninit<u8>]), Errno>,
) -> Result<Vec<u8>, Errno> {
    collect_any(n.min(MAX_COUNT), call)
}

/// The same, and all `n` bytes are asked of the allocator.
pub(crate) fn collect_any(
    n: usize,
    call: impl for<'b> FnOnce(
        &'b mut [MaybeUninit<u8>],
    ) -> Result<(&'b mut [u8], &'b mut [MaybeUninit<u8>]), Errno>,
) -> Result<Vec<u8>, Errno> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(n).map_err(|_| errno::ENOMEM)?;
    // The allocator may have given more than was asked for.
    let room = bytes.spare_capacity_mut().get_mut(..n).unwrap_or_default();
    let filled = call(room)?.0.len();
    // SAFETY: the call gave back the first part of the room as initialised.
    unsafe { bytes.set_len(filled) };
    bytes.shrink_to_fit();
    Ok(bytes)
}

/// The kernel refuses too many buffers; rustix would leave the excess out.
fn limit(buffers: usize) -> Result<(), Errno> {
    if buffers > MAX_BUFFERS { Err(errno::EINVAL) } else { Ok(()) }
}

/// `read(2)`
#[inline]
pub fn read<B: Buffer<u8>>(fd: Fd<'_>, buffer: B) -> Result<B::Output, Errno> {
    Ok(rustix::io::read(borrow(fd)?, buffer)?)
}

/// `read(2)` into a vector of its own.
pub fn read_vec(fd: Fd<'_>, n: usize) -> Result<Vec<u8>, Errno> {
    collect(n, |room| read(fd, room))
}

/// `pread(2)`
#[inline]
pub fn pread<B: Buffer<u8>>(fd: Fd<'_>, buffer: B, offset: i64) -> Result<B::Output, Errno> {
    Ok(rustix::io::pread(borrow(fd)?, buffer, offset as u64)?)
}

/// `pread(2)` into a vector of its own.
pub fn pread_vec(fd: Fd<'_>, n: usize, offset: i64) -> Result<Vec<u8>, Errno> {
    collect(n, |room| pread(fd, room, offset))
}

/// `write(2)`
#[inline]
pub fn write(fd: Fd<'_>, bytes: &[u8]) -> Result<usize, Errno> {
    Ok(rustix::io::write(borrow(fd)?, bytes)?)
}

/// `read(2)` into memory that others may use meanwhile, for which no reference can stand.
///
/// # Safety
///
/// `len` bytes from `start` on can be written.
#[inline]
pub unsafe fn read_raw(fd: Fd<'_>, start: *mut u8, len: usize) -> Result<usize, Errno> {
    // SAFETY: the caller's promise.
    check_size(unsafe { libc::read(fd.raw(), start.cast(), len) })
}

/// `write(2)` from memory that others may use meanwhile.
///
/// # Safety
///
/// `len` bytes from `start` on can be read.
#[inline]
pub unsafe fn write_raw(fd: Fd<'_>, start: *const u8, len: usize) -> Result<usize, Errno> {
    // SAFETY: the caller's promise.
    check_size(unsafe { libc::write(fd.raw(), start.cast(), len) })
}

/// `pwrite(2)` from memory that others may use meanwhile.
///
/// # Safety
///
/// `len` bytes from `start` on can be read.
#[inline]
pub unsafe fn pwrite_raw(
    fd: Fd<'_>,
    start: *const u8,
    len: usize,
    offset: i64,
) -> Result<usize, Errno> {
    #[cfg(not(linux_kernel))]
    use libc::pwrite;
    #[cfg(linux_kernel)]
    use libc::pwrite64 as pwrite;

    // SAFETY: the caller's promise.
    check_size(unsafe { pwrite(fd.raw(), start.cast(), len, offset) })
}

/// `pwrite(2)`
#[inline]
pub fn pwrite(fd: Fd<'_>, bytes: &[u8], offset: i64) -> Result<usize, Errno> {
    Ok(rustix::io::pwrite(borrow(fd)?, bytes, offset as u64)?)
}

/// `readv(2)`
#[inline]
pub fn readv(fd: Fd<'_>, buffers: &mut [IoSliceMut<'_>]) -> Result<usize, Errno> {
    limit(buffers.len())?;
    Ok(rustix::io::readv(borrow(fd)?, buffers)?)
}

/// `writev(2)`
#[inline]
pub fn writev(fd: Fd<'_>, buffers: &[IoSlice<'_>]) -> Result<usize, Errno> {
    limit(buffers.len())?;
    Ok(rustix::io::writev(borrow(fd)?, buffers)?)
}

/// `preadv(2)`
#[inline]
pub fn preadv(fd: Fd<'_>, buffers: &mut [IoSliceMut<'_>], offset: i64) -> Result<usize, Errno> {
    limit(buffers.len())?;
    Ok(rustix::io::preadv(borrow(fd)?, buffers, offset as u64)?)
}

/// `pwritev(2)`
#[inline]
pub fn pwritev(fd: Fd<'_>, buffers: &[IoSlice<'_>], offset: i64) -> Result<usize, Errno> {
    limit(buffers.len())?;
    Ok(rustix::io::pwritev(borrow(fd)?, buffers, offset as u64)?)
}

/// `preadv2(2)`
#[cfg(linux_kernel)]
#[inline]
pub fn preadv2(
    fd: Fd<'_>,
    buffers: &mut [IoSliceMut<'_>],
    offset: i64,
    flags: i32,
) -> Result<usize, Errno> {
    limit(buffers.len())?;
    #[cfg(target_os = "android")]
    // SAFETY: the buffers are writable for their lengths.
    return unsafe {
        vectored(libc::SYS_preadv2, fd, buffers.as_ptr().cast(), buffers.len(), offset, flags)
    };
    #[cfg(not(target_os = "android"))]
    {
        let flags = rustix::io::ReadWriteFlags::from_bits_retain(flags as _);
        Ok(rustix::io::preadv2(borrow(fd)?, buffers, offset as u64, flags)?)
    }
}

/// `pwritev2(2)`
#[cfg(linux_kernel)]
#[inline]
pub fn pwritev2(
    fd: Fd<'_>,
    buffers: &[IoSlice<'_>],
    offset: i64,
    flags: i32,
) -> Result<usize, Errno> {
    limit(buffers.len())?;
    #[cfg(target_os = "android")]
    // SAFETY: the buffers are readable for their lengths.
    return unsafe {
        vectored(libc::SYS_pwritev2, fd, buffers.as_ptr().cast(), buffers.len(), offset, flags)
    };
    #[cfg(not(target_os = "android"))]
    {
        let flags = rustix::io::ReadWriteFlags::from_bits_retain(flags as _);
        Ok(rustix::io::pwritev2(borrow(fd)?, buffers, offset as u64, flags)?)
    }
}

/// `preadv2(2)` and `pwritev2(2)`, for which Android's library has functions since version 13 only. The offset is in two
/// halves, of which machines of 64 bits look at the first, which is whole there.
///
/// # Safety
///
/// As many buffers as are said, each readable, or writable for a call that writes there.
#[cfg(target_os = "android")]
unsafe fn vectored(
    call: libc::c_long,
    fd: Fd<'_>,
    buffers: *const libc::iovec,
    count: usize,
    offset: i64,
    flags: i32,
) -> Result<usize, Errno> {
    let low = offset as libc::c_long;
    let high = (offset >> 32) as libc::c_long;
    // SAFETY: the caller answers for the buffers.
    let answer = unsafe { libc::syscall(call, fd.raw(), buffers, count, low, high, flags) };
    crate::check_size(answer as libc::ssize_t)
}
