//! Bytes in and out, at the file's offset.

use ostler_sys as sys;

use crate::error::Result;
use crate::fd::{AsFd, Fd};
use crate::host::retry;

/// Reads up to `n` bytes from where the file is read next: `os.read(fd, n)`, `read(2)`, `_read`.
///
/// Fewer come back where fewer are there; none means the end, of a pipe too that has no writer any more. However large `n`
/// is, no more memory is asked for than one call can fill (2 GiB), none of it is zeroed, and what the bytes do not need is
/// given back.
///
/// # Errors
///
/// As `read(2)`; on Windows `PermissionDenied` where another process has locked the bytes. `ENOMEM` if there is no room for
/// `n` bytes.
///
/// ```
/// use ostler::os;
/// let (r, w) = os::pipe()?;
/// os::write(&w, b"all there is")?;
/// assert_eq!(os::read(&r, 1 << 20)?, b"all there is");
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn read(fd: impl AsFd, n: usize) -> Result<Vec<u8>> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::read_vec(fd, n))?)
}

/// Reads into a buffer and says how many bytes came: `os.readinto(fd, buffer)`, `read(2)`, `_read`.
///
/// 0 means the end, or that the buffer is empty.
///
/// # Errors
///
/// As [`read`].
///
/// ```
/// use ostler::os;
/// let mut buffer = [0; 64];
/// let zero = os::open("/dev/zero", os::O_RDONLY)?;
/// assert_eq!(os::readinto(&zero, &mut buffer)?, 64);
/// # Ok::<(), ostler::Error>(())
/// ```
#[inline]
pub fn readinto(fd: impl AsFd, buffer: &mut [u8]) -> Result<usize> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::read(fd, &mut *buffer))?)
}

/// Writes bytes where the file is written next and says how many it took: `os.write(fd, str)`, `write(2)`,
/// `_write`.
///
/// On Windows, in text mode, an LF becomes CR LF on the way, and counts once.
///
/// # Errors
///
/// As `write(2)`: `BrokenPipe` if nobody reads, `BlockingIo` if the descriptor does not wait and there is no room.
/// On Windows `EPIPE` (or `EINVAL`) for a pipe without a reader, `ENOSPC`.
///
/// ```
/// use ostler::os;
/// let (r, w) = os::pipe()?;
/// assert_eq!(os::write(&w, b"some bytes")?, 10);
/// drop(r);
/// assert_eq!(os::write(&w, b"more").unwrap_err().kind(), ostler::ErrorKind::BrokenPipe);
/// # Ok::<(), ostler::Error>(())
/// ```
#[inline]
pub fn write(fd: impl AsFd, bytes: &[u8]) -> Result<usize> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::write(fd, bytes))?)
}
