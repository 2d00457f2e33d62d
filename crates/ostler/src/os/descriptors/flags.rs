//! The flags of a descriptor and of its open file: whether it waits, and whether it is inherited.

use ostler_sys as sys;

use crate::error::Result;
use crate::fd::{AsFd, Fd};
use crate::host::retry;

/// Whether operations on a descriptor wait until they can be done: `os.get_blocking(fd)`, `fcntl(F_GETFL)`,
/// `GetNamedPipeHandleState`.
///
/// # Errors
///
/// As `fcntl(2)`. On Windows only pipes have this; what is no pipe has a code of its own, mostly 1 or 6.
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

/// Sets whether operations on a descriptor wait until they can be done: `os.set_blocking(fd, blocking)`,
/// `ioctl(FIONBIO)`, `SetNamedPipeHandleState`.
///
/// This belongs to the open file, and with it to every descriptor that shares it, in other processes too. An example is
/// at [`get_blocking`].
///
/// # Errors
///
/// As [`get_blocking`].
pub fn set_blocking(fd: impl AsFd, blocking: bool) -> Result<()> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::set_blocking(fd, blocking))?)
}

/// Whether programs the process runs get the descriptor: `os.get_inheritable(fd)`, `fcntl(F_GETFD)`.
/// On Windows it is the handle behind it that they get.
///
/// # Errors
///
/// As `fcntl(2)`; on Windows `EBADF`.
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
/// On Windows they get the handle. The number of the descriptor they get only from a C runtime that passes its table on, as
/// `spawnv` does, and that of a descriptor that [`dup2`](super::dup2) has made inheritable: the table remembers how a file
/// was opened, and this is not told.
///
/// # Errors
///
/// As `fcntl(2)`; on Windows `EBADF`.
pub fn set_inheritable(fd: impl AsFd, inheritable: bool) -> Result<()> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::set_inheritable(fd, inheritable))?)
}
