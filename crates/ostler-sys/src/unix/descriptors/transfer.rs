//! From one descriptor to another within the kernel.

use crate::borrow;
use crate::errno::Errno;
use crate::fd::Fd;

/// `copy_file_range(2)`
pub fn copy_file_range(
    src: Fd<'_>,
    offset_src: Option<i64>,
    dst: Fd<'_>,
    offset_dst: Option<i64>,
    count: usize,
) -> Result<usize, Errno> {
    let (mut from, mut to) =
        (offset_src.map(i64::cast_unsigned), offset_dst.map(i64::cast_unsigned));
    let (src, dst) = (borrow(src)?, borrow(dst)?);
    Ok(rustix::fs::copy_file_range(src, from.as_mut(), dst, to.as_mut(), count)?)
}

/// `splice(2)`
pub fn splice(
    src: Fd<'_>,
    offset_src: Option<i64>,
    dst: Fd<'_>,
    offset_dst: Option<i64>,
    count: usize,
    flags: u32,
) -> Result<usize, Errno> {
    let (mut from, mut to) =
        (offset_src.map(i64::cast_unsigned), offset_dst.map(i64::cast_unsigned));
    let flags = rustix::pipe::SpliceFlags::from_bits_retain(flags as _);
    let (src, dst) = (borrow(src)?, borrow(dst)?);
    Ok(rustix::pipe::splice(src, from.as_mut(), dst, to.as_mut(), count, flags)?)
}
