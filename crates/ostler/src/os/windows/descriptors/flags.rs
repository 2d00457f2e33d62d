//! Inheritance of descriptors and of handles, and whether pipes wait.

use std::os::windows::io::AsHandle;

use ostler_sys as sys;

use crate::error::Result;
use crate::fd::AsFd;

/// Whether reading from and writing to a pipe wait until they can be done: `os.get_blocking(fd)`,
/// `GetNamedPipeHandleState`.
///
/// # Errors
///
/// What is no pipe has a code of its own, mostly 1 or 6.
pub fn get_blocking(fd: impl AsFd) -> Result<bool> {
    Ok(sys::descriptors::get_blocking(fd.as_fd().into())?)
}

/// Sets whether reading from and writing to a pipe wait until they can be done: `os.set_blocking(fd, blocking)`,
/// `SetNamedPipeHandleState`.
///
/// # Errors
///
/// As [`get_blocking`].
pub fn set_blocking(fd: impl AsFd, blocking: bool) -> Result<()> {
    Ok(sys::descriptors::set_blocking(fd.as_fd().into(), blocking)?)
}

/// Whether programs the process runs get the handle behind a descriptor: `os.get_inheritable(fd)`.
///
/// # Errors
///
/// `EBADF`.
pub fn get_inheritable(fd: impl AsFd) -> Result<bool> {
    Ok(sys::descriptors::get_inheritable(fd.as_fd().into())?)
}

/// Sets whether programs the process runs get the handle behind a descriptor: `os.set_inheritable(fd, inheritable)`.
///
/// The number of the descriptor they get only from a C runtime that passes its table on, as [`spawnv`](crate::os::spawnv)
/// does, and that of a descriptor that [`dup2`](crate::os::dup2) has made inheritable: the table remembers how a file was
/// opened, and this is not told.
///
/// # Errors
///
/// `EBADF`.
pub fn set_inheritable(fd: impl AsFd, inheritable: bool) -> Result<()> {
    Ok(sys::descriptors::set_inheritable(fd.as_fd().into(), inheritable)?)
}

/// Whether programs the process runs get a handle: `os.get_handle_inheritable(handle)`, `GetHandleInformation`.
///
/// # Errors
///
/// None for a handle that is open.
///
/// ```no_run
/// use ostler::os;
/// let file = std::fs::File::open("notes.txt")?;
/// assert!(!os::get_handle_inheritable(&file)?);
/// os::set_handle_inheritable(&file, true)?;
/// assert!(os::get_handle_inheritable(&file)?);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn get_handle_inheritable(handle: impl AsHandle) -> Result<bool> {
    Ok(sys::descriptors::get_handle_inheritable(handle.as_handle())?)
}

/// Sets whether programs the process runs get a handle: `os.set_handle_inheritable(handle, inheritable)`,
/// `SetHandleInformation`.
///
/// # Errors
///
/// None for a handle that is open.
pub fn set_handle_inheritable(handle: impl AsHandle, inheritable: bool) -> Result<()> {
    Ok(sys::descriptors::set_handle_inheritable(handle.as_handle(), inheritable)?)
}
