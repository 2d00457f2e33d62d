//! The offset, the length and the storage of an open file.

use ostler_sys::{self as sys, c};

use crate::audit::{Arg, audit, events};
use crate::error::Result;
use crate::fd::{AsFd, AsRawFd as _, Fd};
use crate::host::retry;

codes! {
    /// What the position given to [`lseek`] is relative to.
    pub struct Whence: i32 {
        /// The start of the file.
        SEEK_SET = c::SEEK_SET;
        /// The current offset.
        SEEK_CUR = c::SEEK_CUR;
        /// The end of the file.
        SEEK_END = c::SEEK_END;
        /// The next data at or after the position, which counts from the start.
        #[cfg(any(linux_kernel, apple, target_os = "freebsd", target_os = "dragonfly"))]
        SEEK_DATA = c::SEEK_DATA;
        /// The next hole at or after the position, which counts from the start. The end of the file counts as one.
        #[cfg(any(linux_kernel, apple, target_os = "freebsd", target_os = "dragonfly"))]
        SEEK_HOLE = c::SEEK_HOLE;
    }
}

#[cfg(all(unix, not(apple)))]
codes! {
    /// How a file will be read, for [`posix_fadvise`].
    pub struct Fadvice: i32 {
        /// In no particular way.
        POSIX_FADV_NORMAL = c::POSIX_FADV_NORMAL;
        /// From start to end.
        POSIX_FADV_SEQUENTIAL = c::POSIX_FADV_SEQUENTIAL;
        /// Here and there.
        POSIX_FADV_RANDOM = c::POSIX_FADV_RANDOM;
        /// Once.
        POSIX_FADV_NOREUSE = c::POSIX_FADV_NOREUSE;
        /// Soon.
        POSIX_FADV_WILLNEED = c::POSIX_FADV_WILLNEED;
        /// Not soon.
        POSIX_FADV_DONTNEED = c::POSIX_FADV_DONTNEED;
    }
}

/// Moves to where the file is read and written next, and gives the new offset from the start: `os.lseek(fd, pos, whence)`,
/// `lseek(2)`, `_lseeki64`.
///
/// # Errors
///
/// `ESPIPE` for what has no offsets, `EINVAL` for a place before the start, `ENXIO` if there is no data, or nothing at
/// all, after `pos`.
///
/// ```
/// use ostler::os;
/// let file = tempfile::tempfile()?;
/// os::write(&file, b"0123456789")?;
/// assert_eq!(os::lseek(&file, -3, os::SEEK_END)?, 7);
/// assert_eq!(os::read(&file, 100)?, b"789");
/// assert_eq!(os::lseek(&file, 0, os::SEEK_HOLE)?, 10);
/// # Ok::<(), std::io::Error>(())
/// ```
#[inline]
pub fn lseek(fd: impl AsFd, pos: i64, whence: Whence) -> Result<u64> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::lseek(fd, pos, whence.raw()))?)
}

/// Makes an open file this many bytes long: `os.ftruncate(fd, length)`, `ftruncate(2)`, `_chsize_s`. What it gains reads as
/// zeros.
///
/// # Errors
///
/// `EINVAL` for a negative length or a file not open for writing (on Windows `PermissionDenied` or `EBADF`).
///
/// # Audit
///
/// `os.truncate` with `fd`, `length`.
///
/// ```
/// use ostler::os;
/// let file = tempfile::tempfile()?;
/// os::ftruncate(&file, 1 << 30)?;
/// assert_eq!(file.metadata()?.len(), 1 << 30);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn ftruncate(fd: impl AsFd, length: i64) -> Result<()> {
    let fd = fd.as_fd();
    audit!(events::Truncate { path: Arg::Fd(fd.as_raw_fd()), length });
    Ok(retry(|| sys::descriptors::ftruncate(fd.into(), length))?)
}

/// Waits until the file, and all that is known of it, is on the disk: `os.fsync(fd)`, `fsync(2)`,
/// `_commit`.
///
/// # Errors
///
/// `EIO`, `ENOSPC`, `EDQUOT` for a write that failed since it was accepted; `EINVAL` for what is on no disk.
/// On Windows `EBADF` for that, and for a file not open for writing.
///
/// ```
/// let file = tempfile::tempfile()?;
/// ostler::os::write(&file, b"to stay")?;
/// ostler::os::fsync(&file)?;
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn fsync(fd: impl AsFd) -> Result<()> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::fsync(fd))?)
}

/// Waits until the bytes of the file, and what is needed to find them, are on the disk: `os.fdatasync(fd)`,
/// `fdatasync(2)`.
///
/// # Errors
///
/// As [`fsync`].
///
/// # Platforms
///
/// Not macOS, not Windows: [`fsync`] is there.
///
/// ```
/// let file = tempfile::tempfile()?;
/// ostler::os::write(&file, b"to stay")?;
/// ostler::os::fdatasync(&file)?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[cfg(all(unix, not(apple)))]
pub fn fdatasync(fd: impl AsFd) -> Result<()> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::fdatasync(fd))?)
}

/// Tells the system how `len` bytes from `offset` on (0: all the rest) will be read, so that it can prepare:
/// `os.posix_fadvise(fd, offset, len, advice)`, `posix_fadvise(2)`.
///
/// # Errors
///
/// `EINVAL` for a negative length or an advice the system does not know, `ESPIPE` for a pipe.
///
/// # Platforms
///
/// Not macOS, not Windows.
///
/// ```
/// use ostler::os;
/// let file = std::fs::File::open("/proc/self/exe")?;
/// os::posix_fadvise(&file, 0, 0, os::POSIX_FADV_SEQUENTIAL)?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[cfg(all(unix, not(apple)))]
pub fn posix_fadvise(fd: impl AsFd, offset: i64, len: i64, advice: Fadvice) -> Result<()> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::posix_fadvise(fd, offset, len, advice.raw()))?)
}

/// Makes sure there is room on the disk for `len` bytes from `offset` on; a shorter file grows:
/// `os.posix_fallocate(fd, offset, len)`, `posix_fallocate(3)`.
///
/// # Errors
///
/// `ENOSPC` if there is no room, `EINVAL` if `offset` is negative or `len` not positive, `EFBIG` beyond the largest file.
///
/// # Platforms
///
/// Not macOS, not Windows.
///
/// ```
/// let file = tempfile::tempfile()?;
/// ostler::os::posix_fallocate(&file, 0, 4096)?;
/// assert_eq!(file.metadata()?.len(), 4096);
/// # Ok::<(), std::io::Error>(())
/// ```
#[cfg(all(unix, not(apple)))]
pub fn posix_fallocate(fd: impl AsFd, offset: i64, len: i64) -> Result<()> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::posix_fallocate(fd, offset, len))?)
}
