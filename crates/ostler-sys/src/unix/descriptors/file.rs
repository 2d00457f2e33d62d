//! The offset, the length and the storage of an open file.

#[cfg(not(apple))]
use crate::check_number;
use crate::errno::{self, Errno};
use crate::fd::Fd;
use crate::{borrow, check};

/// The calls that reach beyond 2 GiB on 32-bit systems too.
#[cfg(linux_kernel)]
mod large {
    pub(super) use libc::{ftruncate64 as ftruncate, lseek64 as lseek, off64_t as off_t};
    pub(super) use libc::{posix_fadvise64 as posix_fadvise, posix_fallocate64 as posix_fallocate};
}

#[cfg(not(linux_kernel))]
mod large {
    pub(super) use libc::{ftruncate, lseek, off_t};
    #[cfg(not(apple))]
    pub(super) use libc::{posix_fadvise, posix_fallocate};
}

fn off(number: i64) -> Result<large::off_t, Errno> {
    large::off_t::try_from(number).map_err(|_| errno::EOVERFLOW)
}

/// `lseek(2)`. rustix has no place for a `whence` it does not know.
#[inline]
pub fn lseek(fd: Fd<'_>, pos: i64, whence: i32) -> Result<u64, Errno> {
    // SAFETY: lseek takes numbers only.
    let new = unsafe { large::lseek(fd.raw(), off(pos)?, whence) };
    if new == -1 { Err(Errno::last()) } else { Ok(new as u64) }
}

/// `ftruncate(2)`. rustix over the C library has an answer of its own to a negative length.
#[inline]
pub fn ftruncate(fd: Fd<'_>, length: i64) -> Result<(), Errno> {
    // SAFETY: ftruncate takes numbers only.
    check(unsafe { large::ftruncate(fd.raw(), off(length)?) }).map(drop)
}

/// `fsync(2)`
#[inline]
pub fn fsync(fd: Fd<'_>) -> Result<(), Errno> {
    Ok(rustix::fs::fsync(borrow(fd)?)?)
}

/// `fdatasync(2)`
#[cfg(not(apple))]
#[inline]
pub fn fdatasync(fd: Fd<'_>) -> Result<(), Errno> {
    Ok(rustix::fs::fdatasync(borrow(fd)?)?)
}

/// `posix_fadvise(2)`
#[cfg(not(apple))]
pub fn posix_fadvise(fd: Fd<'_>, offset: i64, len: i64, advice: i32) -> Result<(), Errno> {
    // SAFETY: posix_fadvise takes numbers only.
    check_number(unsafe { large::posix_fadvise(fd.raw(), off(offset)?, off(len)?, advice) })
}

/// `posix_fallocate(3)`
#[cfg(not(apple))]
pub fn posix_fallocate(fd: Fd<'_>, offset: i64, len: i64) -> Result<(), Errno> {
    // SAFETY: posix_fallocate takes numbers only.
    check_number(unsafe { large::posix_fallocate(fd.raw(), off(offset)?, off(len)?) })
}
