//! The flags of a descriptor and of its open file.

use ostler_sys as sys;

use crate::error::Result;
use crate::fd::{AsFd, Fd};
use crate::host::retry;

/// Whether operations on a descriptor wait until they can be done: `os.get_blocking(fd)`.
///
/// # Errors
///
/// As `fcntl(2)`.
///
/// ```
/// use ostler::os;
/// let (r, w) = os::pipe()?;
/// assert!(os::get_blocking(&r)?);
/// os::set_blocking(&r, false)?;
/// assert_eq!(os::read(&r, 1).unwrap_err().kind(), ostler::ErrorKind::BlockingIo);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn get_blocking(fd: impl AsFd) -> Result<bool> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::get_blocking(fd))?)
}

/// Sets whether operations on a descriptor wait until they can be done: `os.set_blocking(fd, blocking)`.
///
/// This belongs to the open file, and with it to every descriptor that shares it, in other processes too. An example is
/// at [`get_blocking`].
///
/// # Errors
///
/// As `ioctl(2)` with `FIONBIO`.
pub fn set_blocking(fd: impl AsFd, blocking: bool) -> Result<()> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::set_blocking(fd, blocking))?)
}

/// Whether programs the process runs get the descriptor: `os.get_inheritable(fd)`, `fcntl(F_GETFD)`.
///
/// # Errors
///
/// As `fcntl(2)`.
///
/// ```
/// use ostler::os;
/// let (r, w) = os::pipe()?;
/// assert!(!os::get_inheritable(&r)?);
/// os::set_inheritable(&r, true)?;
/// assert!(os::get_inheritable(&r)?);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn get_inheritable(fd: impl AsFd) -> Result<bool> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::get_inheritable(fd))?)
}

/// Sets whether programs the process runs get the descriptor: `os.set_inheritable(fd, inheritable)`,
/// `fcntl(F_SETFD)`.
///
/// Between this call and the run of the program meant, any other thread that runs a program hands the descriptor on too.
/// An example is at [`get_inheritable`].
///
/// # Errors
///
/// As `fcntl(2)`.
pub fn set_inheritable(fd: impl AsFd, inheritable: bool) -> Result<()> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::set_inheritable(fd, inheritable))?)
}
