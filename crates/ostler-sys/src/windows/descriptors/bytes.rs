//! Bytes in and out.

use std::mem::MaybeUninit;

use crate::errno::{self, Errno};
use crate::fd::Fd;
use crate::windows::crt;
use crate::{check, quietly};

/// As much as the runtime can count.
const MOST: usize = i32::MAX as usize;

/// More than this at once a console refuses on some versions, though it takes a part.
const MOST_OF_A_CONSOLE: usize = 32767;

/// `_read`
pub fn read(fd: Fd<'_>, buffer: &mut [u8]) -> Result<usize, Errno> {
    // SAFETY: the buffer is writable for the length given.
    unsafe { read_raw(fd, buffer.as_mut_ptr(), buffer.len()) }
}

/// `_read` into memory that nobody has written to yet: what was read.
pub fn read_into<'buffer>(
    fd: Fd<'_>,
    buffer: &'buffer mut [MaybeUninit<u8>],
) -> Result<&'buffer mut [u8], Errno> {
    // SAFETY: the buffer is writable for the length given, and what was read is set.
    unsafe {
        let read = read_raw(fd, buffer.as_mut_ptr().cast(), buffer.len())?;
        Ok(std::slice::from_raw_parts_mut(buffer.as_mut_ptr().cast(), read))
    }
}

/// `_read`
///
/// # Safety
///
/// So many bytes from `start` on are writable, and nobody relies on what is there.
pub unsafe fn read_raw(fd: Fd<'_>, start: *mut u8, len: usize) -> Result<usize, Errno> {
    let count = len.min(MOST) as u32;
    // SAFETY: the caller answers for the memory.
    let read = quietly(|| check(unsafe { crt::_read(fd.raw(), start.cast(), count) }));
    read.map(|read| read as usize)
}

/// `_read` into new memory.
pub fn read_vec(fd: Fd<'_>, n: usize) -> Result<Vec<u8>, Errno> {
    let n = n.min(MOST);
    let mut bytes: Vec<u8> = Vec::new();
    bytes.try_reserve_exact(n).map_err(|_| errno::ENOMEM)?;
    // SAFETY: there is room for that many; what was read is set.
    unsafe {
        let start = bytes.as_mut_ptr();
        let read = quietly(|| check(crt::_read(fd.raw(), start.cast(), n as u32)))?;
        bytes.set_len(read as usize);
    }
    bytes.shrink_to_fit();
    Ok(bytes)
}

/// `_write`
pub fn write(fd: Fd<'_>, bytes: &[u8]) -> Result<usize, Errno> {
    // SAFETY: the bytes are readable for the length given.
    unsafe { write_raw(fd, bytes.as_ptr(), bytes.len()) }
}

/// `_write`
///
/// # Safety
///
/// So many bytes from `start` on are readable.
pub unsafe fn write_raw(fd: Fd<'_>, start: *const u8, len: usize) -> Result<usize, Errno> {
    let most = if super::isatty(fd) { MOST_OF_A_CONSOLE } else { MOST };
    let count = len.min(most) as u32;
    // SAFETY: the caller answers for the memory.
    let written = quietly(|| check(unsafe { crt::_write(fd.raw(), start.cast(), count) }));
    written.map(|written| written as usize)
}
