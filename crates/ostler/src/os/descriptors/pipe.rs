//! Pipes.

use ostler_sys as sys;

use crate::error::Result;
use crate::fd::OwnedFd;
use crate::host::retry;
#[cfg(all(unix, not(apple)))]
use crate::os::OpenFlags;

/// Makes a pipe: the end to read from, and the end to write to. `os.pipe()`, `pipe(2)`, `CreatePipe`. Neither is
/// inheritable.
///
/// # Errors
///
/// `EMFILE`, `ENFILE` for too many open descriptors; on Windows code 4.
///
/// ```
/// use ostler::os;
/// let (r, w) = os::pipe()?;
/// os::write(&w, b"through")?;
/// assert_eq!(os::read(&r, 100)?, b"through");
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn pipe() -> Result<(OwnedFd, OwnedFd)> {
    Ok(retry(sys::descriptors::pipe)?)
}

/// Makes a pipe with just these flags: `os.pipe2(flags)`, `pipe2(2)`.
///
/// The flags are [`O_CLOEXEC`](super::O_CLOEXEC), without which both ends are *inheritable*, and
/// [`O_NONBLOCK`](super::O_NONBLOCK); Linux has [`O_DIRECT`](super::O_DIRECT) too, with which each write is read by
/// itself.
///
/// # Errors
///
/// As [`pipe`]; `EINVAL` for other flags.
///
/// # Platforms
///
/// Not macOS, not Windows.
///
/// ```
/// use ostler::os;
/// let (r, w) = os::pipe2(os::O_CLOEXEC | os::O_NONBLOCK)?;
/// assert_eq!(os::read(&r, 1).unwrap_err().errno(), Some(ostler::errno::EAGAIN));
/// # Ok::<(), ostler::Error>(())
/// ```
#[cfg(all(unix, not(apple)))]
pub fn pipe2(flags: OpenFlags) -> Result<(OwnedFd, OwnedFd)> {
    Ok(retry(|| sys::descriptors::pipe2(flags.bits()))?)
}
