//! From one descriptor to another within the kernel.

use ostler_sys::{self as sys, c};

use crate::error::Result;
use crate::fd::{AsFd, Fd};
use crate::host::retry;

flags! {
    /// How [`splice_with`] moves bytes.
    pub struct SpliceFlags: u32 {
        /// Moves pages rather than copying them, where that is possible.
        SPLICE_F_MOVE = c::SPLICE_F_MOVE;
        /// Does not wait for the pipe: `EAGAIN`.
        SPLICE_F_NONBLOCK = c::SPLICE_F_NONBLOCK;
        /// More will follow soon.
        SPLICE_F_MORE = c::SPLICE_F_MORE;
    }
}

/// Copies up to `count` bytes from one file to another without their leaving the kernel:
/// `os.copy_file_range(src, dst, count)`, `copy_file_range(2)`. Says how many; 0 means the end of `src`.
///
/// Both are read and written where they are read and written next. A file system that can shares the blocks instead.
///
/// # Errors
///
/// As `copy_file_range(2)`: `EXDEV` where file systems differ and the kernel is older than 5.3, `EINVAL` for what is not
/// a file.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os;
/// let (src, dst) = (tempfile::tempfile()?, tempfile::tempfile()?);
/// os::pwrite(&src, b"0123456789", 0)?;
/// assert_eq!(os::copy_file_range(&src, &dst, 4)?, 4);
/// assert_eq!(os::copy_file_range_with(&src, &dst, 100, Some(8), None)?, 2);
/// assert_eq!(os::pread(&dst, 100, 0)?, b"012389");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn copy_file_range(src: impl AsFd, dst: impl AsFd, count: usize) -> Result<usize> {
    copy_file_range_with(src, dst, count, None, None)
}

/// [`copy_file_range`] from and to given offsets, each of which leaves its file's own as it is:
/// `os.copy_file_range(src, dst, count, offset_src=None, offset_dst=None)`.
///
/// # Errors
///
/// As [`copy_file_range`]; a negative offset is refused.
///
/// # Platforms
///
/// Linux.
pub fn copy_file_range_with(
    src: impl AsFd,
    dst: impl AsFd,
    count: usize,
    offset_src: Option<i64>,
    offset_dst: Option<i64>,
) -> Result<usize> {
    let (src, dst) = (Fd::from(src.as_fd()), Fd::from(dst.as_fd()));
    Ok(retry(|| sys::descriptors::copy_file_range(src, offset_src, dst, offset_dst, count))?)
}

/// Moves up to `count` bytes between a pipe and something else, or two pipes, without their leaving the kernel:
/// `os.splice(src, dst, count)`, `splice(2)`. Says how many; 0 means the end of `src`.
///
/// # Errors
///
/// As `splice(2)`: `EINVAL` if neither is a pipe.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os;
/// let file = tempfile::tempfile()?;
/// let (r, w) = os::pipe()?;
/// os::write(&w, b"down the pipe")?;
/// assert_eq!(os::splice(&r, &file, 100)?, 13);
/// assert_eq!(os::pread(&file, 100, 0)?, b"down the pipe");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn splice(src: impl AsFd, dst: impl AsFd, count: usize) -> Result<usize> {
    splice_with(src, dst, count, None, None, SpliceFlags::empty())
}

/// [`splice`] from and to given offsets, and with flags:
/// `os.splice(src, dst, count, offset_src=None, offset_dst=None, flags=0)`.
///
/// # Errors
///
/// As [`splice`]; `ESPIPE` for the offset of a pipe.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os;
/// let (r, w) = os::pipe()?;
/// let file = tempfile::tempfile()?;
/// let empty = os::splice_with(&r, &file, 100, None, Some(7), os::SPLICE_F_NONBLOCK).unwrap_err();
/// assert_eq!(empty.kind(), ostler::ErrorKind::BlockingIo);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn splice_with(
    src: impl AsFd,
    dst: impl AsFd,
    count: usize,
    offset_src: Option<i64>,
    offset_dst: Option<i64>,
    flags: SpliceFlags,
) -> Result<usize> {
    let (src, dst) = (Fd::from(src.as_fd()), Fd::from(dst.as_fd()));
    let flags = flags.bits();
    Ok(retry(|| sys::descriptors::splice(src, offset_src, dst, offset_dst, count, flags))?)
}
