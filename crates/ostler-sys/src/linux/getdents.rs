//! `getdents64(2)`.

use std::mem::MaybeUninit;

use crate::check_size;
use crate::errno::Errno;
use crate::fd::Fd;

/// `getdents64(2)`: how many bytes of the buffer now hold directory records. None at the end of the directory.
#[inline]
pub fn getdents64(dir: Fd<'_>, buffer: &mut [MaybeUninit<u8>]) -> Result<usize, Errno> {
    // The kernel counts in an `int`: it refuses what is larger.
    let room = libc::c_int::try_from(buffer.len()).unwrap_or(libc::c_int::MAX);
    // SAFETY: the kernel writes no more than `room` bytes, and the buffer has that many.
    let written =
        unsafe { libc::syscall(libc::SYS_getdents64, dir.raw(), buffer.as_mut_ptr(), room) };
    check_size(written as libc::ssize_t)
}
