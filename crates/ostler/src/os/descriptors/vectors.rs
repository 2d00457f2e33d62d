//! Bytes in and out at a given offset, and in several buffers at once.

use std::io::{IoSlice, IoSliceMut};

use ostler_sys as sys;

use crate::error::Result;
use crate::fd::{AsFd, Fd};
use crate::host::retry;

#[cfg(linux_kernel)]
flags! {
    /// How one call of [`preadv_with`] or [`pwritev_with`] differs from others on its descriptor.
    pub struct RwfFlags: i32 {
        /// With priority: devices that can are polled. For files opened with [`O_DIRECT`](super::O_DIRECT).
        RWF_HIPRI = sys::c::RWF_HIPRI;
        /// Written as with [`O_DSYNC`](super::O_DSYNC).
        RWF_DSYNC = sys::c::RWF_DSYNC;
        /// Written as with [`O_SYNC`](super::O_SYNC).
        RWF_SYNC = sys::c::RWF_SYNC;
        /// What is not there at once is not waited for: `EAGAIN`.
        RWF_NOWAIT = sys::c::RWF_NOWAIT;
        /// Written at the end of the file, wherever the offset says. With the offset -1 the descriptor's own moves along.
        RWF_APPEND = sys::c::RWF_APPEND;
        /// Written whole or not at all, also if the power fails (Linux 6.11).
        RWF_ATOMIC = sys::c::RWF_ATOMIC;
        /// Not kept in the cache afterwards (Linux 6.14).
        RWF_DONTCACHE = sys::c::RWF_DONTCACHE;
    }
}

/// Reads up to `n` bytes at an offset; where the file is read next stays as it is: `os.pread(fd, n, offset)`,
/// `pread(2)`.
///
/// # Errors
///
/// As [`read`](super::read); `EINVAL` for a negative offset, `ESPIPE` for what has no offsets.
///
/// ```
/// use ostler::os;
/// let tmp = tempfile::tempdir()?;
/// let file = os::open(tmp.path().join("f"), os::O_RDWR | os::O_CREAT)?;
/// os::pwrite(&file, b"world", 6)?;
/// os::pwrite(&file, b"hello ", 0)?;
/// assert_eq!(os::pread(&file, 100, 3)?, b"lo world");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn pread(fd: impl AsFd, n: usize, offset: i64) -> Result<Vec<u8>> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::pread_vec(fd, n, offset))?)
}

/// Reads into several buffers, one after the other: `os.readv(fd, buffers)`, `readv(2)`.
///
/// # Errors
///
/// As [`read`](super::read); `EINVAL` for more buffers than the system takes (1024).
///
/// ```
/// use std::io::IoSliceMut;
/// use ostler::os;
/// let (r, w) = os::pipe()?;
/// os::write(&w, b"headbody")?;
/// let (mut head, mut body) = ([0; 4], [0; 10]);
/// let n = os::readv(&r, &mut [IoSliceMut::new(&mut head), IoSliceMut::new(&mut body)])?;
/// assert_eq!((n, &head, &body[..4]), (8, b"head", &b"body"[..]));
/// # Ok::<(), ostler::Error>(())
/// ```
#[inline]
pub fn readv(fd: impl AsFd, buffers: &mut [IoSliceMut<'_>]) -> Result<usize> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::readv(fd, buffers))?)
}

/// Reads into several buffers from an offset on: `os.preadv(fd, buffers, offset)`, `preadv(2)`.
///
/// The offset -1 is negative like any other. [`preadv_with`] takes it for the descriptor's own, as the stock interpreter does
/// where it can.
///
/// # Errors
///
/// As [`pread`] and [`readv`].
///
/// ```
/// use std::io::IoSliceMut;
/// let file = std::fs::File::open("/proc/self/exe")?;
/// let mut magic = [0; 3];
/// assert_eq!(ostler::os::preadv(&file, &mut [IoSliceMut::new(&mut magic)], 1)?, 3);
/// assert_eq!(&magic, b"ELF");
/// # Ok::<(), std::io::Error>(())
/// ```
#[inline]
pub fn preadv(fd: impl AsFd, buffers: &mut [IoSliceMut<'_>], offset: i64) -> Result<usize> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::preadv(fd, buffers, offset))?)
}

/// [`preadv`] with flags: `os.preadv(fd, buffers, offset, flags=0)`, `preadv2(2)`. The offset -1 means the
/// descriptor's own.
///
/// # Errors
///
/// As [`preadv`]; `EOPNOTSUPP` for flags that the kernel or the file does not know.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use std::io::IoSliceMut;
/// use ostler::os;
/// let file = std::fs::File::open("/proc/self/exe")?;
/// let mut magic = [0; 4];
/// os::preadv_with(&file, &mut [IoSliceMut::new(&mut magic)], 0, os::RWF_HIPRI)?;
/// assert_eq!(&magic, b"\x7fELF");
/// # Ok::<(), std::io::Error>(())
/// ```
#[cfg(linux_kernel)]
pub fn preadv_with(
    fd: impl AsFd,
    buffers: &mut [IoSliceMut<'_>],
    offset: i64,
    flags: RwfFlags,
) -> Result<usize> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::preadv2(fd, buffers, offset, flags.bits()))?)
}

/// Writes bytes at an offset; where the file is written next stays as it is: `os.pwrite(fd, str, offset)`,
/// `pwrite(2)`. An example is at [`pread`].
///
/// # Errors
///
/// As [`write()`](super::write()); `EINVAL` for a negative offset, `ESPIPE` for what has no offsets.
#[inline]
pub fn pwrite(fd: impl AsFd, bytes: &[u8], offset: i64) -> Result<usize> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::pwrite(fd, bytes, offset))?)
}

/// Writes several buffers, one after the other: `os.writev(fd, buffers)`, `writev(2)`.
///
/// # Errors
///
/// As [`write()`](super::write()); `EINVAL` for more buffers than the system takes (1024).
///
/// ```
/// use std::io::IoSlice;
/// use ostler::os;
/// let (r, w) = os::pipe()?;
/// os::writev(&w, &[IoSlice::new(b"head"), IoSlice::new(b"body")])?;
/// assert_eq!(os::read(&r, 100)?, b"headbody");
/// # Ok::<(), ostler::Error>(())
/// ```
#[inline]
pub fn writev(fd: impl AsFd, buffers: &[IoSlice<'_>]) -> Result<usize> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::writev(fd, buffers))?)
}

/// Writes several buffers from an offset on: `os.pwritev(fd, buffers, offset)`, `pwritev(2)`. The offset -1 is as for
/// [`preadv`].
///
/// # Errors
///
/// As [`pwrite`] and [`writev`].
///
/// ```
/// use std::io::IoSlice;
/// use ostler::os;
/// let file = tempfile::tempfile()?;
/// os::pwritev(&file, &[IoSlice::new(b"head"), IoSlice::new(b"body")], 2)?;
/// assert_eq!(os::pread(&file, 100, 0)?, b"\0\0headbody");
/// # Ok::<(), std::io::Error>(())
/// ```
#[inline]
pub fn pwritev(fd: impl AsFd, buffers: &[IoSlice<'_>], offset: i64) -> Result<usize> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::pwritev(fd, buffers, offset))?)
}

/// [`pwritev`] with flags: `os.pwritev(fd, buffers, offset, flags=0)`, `pwritev2(2)`. The offset -1 means the
/// descriptor's own.
///
/// # Errors
///
/// As [`pwritev`]; `EOPNOTSUPP` for flags that the kernel or the file does not know.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use std::io::IoSlice;
/// use ostler::os;
/// let log = tempfile::tempfile()?;
/// os::write(&log, b"first, ")?;
/// os::pwritev_with(&log, &[IoSlice::new(b"last")], 0, os::RWF_APPEND | os::RWF_DSYNC)?;
/// assert_eq!(os::pread(&log, 100, 0)?, b"first, last");
/// # Ok::<(), std::io::Error>(())
/// ```
#[cfg(linux_kernel)]
pub fn pwritev_with(
    fd: impl AsFd,
    buffers: &[IoSlice<'_>],
    offset: i64,
    flags: RwfFlags,
) -> Result<usize> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::pwritev2(fd, buffers, offset, flags.bits()))?)
}
