//! Bytes in and out.

use crate::errno::{self, Errno};
use crate::fd::Fd;
use crate::sys::windows::crt;
use crate::sys::{check, quietly};

/// As much as the runtime can count.
const MOST: usize = i32::MAX as usize;

/// More than this at once a console refuses on some versions, though it takes a part.
const MOST_OF_A_CONSOLE: usize = 32767;

/// `_read`
pub fn read(fd: Fd<'_>, buffer: &mut [u8]) -> Result<usize, Errno> {
    let count = buffer.len().min(MOST) as u32;
    // SAFETY: the buffer is writable for the length given.
    let read =
        quietly(|| check(unsafe { crt::_read(fd.raw(), buffer.as_mut_ptr().cast(), count) }));
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
    let most = if super::isatty(fd) { MOST_OF_A_CONSOLE } else { MOST };
    let count = bytes.len().min(most) as u32;
    // SAFETY: the bytes are readable for the length given.
    let written = quietly(|| check(unsafe { crt::_write(fd.raw(), bytes.as_ptr().cast(), count) }));
    written.map(|written| written as usize)
}
