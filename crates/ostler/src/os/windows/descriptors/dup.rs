//! Second descriptors for the same open file.

use std::fs::File;

use ostler_sys as sys;

use crate::error::{Error, Result};
use crate::fd::{AsFd, Fd, OwnedFd, RawFd};

/// A second descriptor for the same open file, with the same offset: `os.dup(fd)`, `_dup`. It is not inheritable.
///
/// # Errors
///
/// `EBADF`; `EMFILE` if the table is full.
pub fn dup(fd: impl AsFd) -> Result<OwnedFd> {
    Ok(sys::descriptors::dup(fd.as_fd().into())?)
}

/// Makes an existing descriptor mean the same open file as another: `os.dup2(fd, fd2, inheritable=True)`, `_dup2`.
///
/// `fd2` keeps its number; what it meant before is closed. The reference makes it inheritable unless told otherwise:
/// here the choice is the caller's.
///
/// # Errors
///
/// `EBADF`.
pub fn dup2(fd: impl AsFd, fd2: &mut OwnedFd, inheritable: bool) -> Result<()> {
    Ok(sys::descriptors::dup2(fd.as_fd().into(), fd2, inheritable)?)
}

/// [`dup2`] onto a number, open or not; gives the number back: `os.dup2(fd, fd2, inheritable=True)`.
///
/// # Safety
///
/// Nothing in the process may rely on owning the file that `number` means ([I/O safety](std::io#io-safety)). Whoever
/// calls owns what it means afterwards.
///
/// # Errors
///
/// `EBADF`, also for a number that the table does not reach to.
#[allow(unsafe_code)]
pub unsafe fn dup2_raw(fd: impl AsFd, number: RawFd, inheritable: bool) -> Result<RawFd> {
    let fd = Fd::from(fd.as_fd());
    // SAFETY: the caller's promise is the same.
    unsafe { sys::descriptors::dup2_raw(fd, number, inheritable) }?;
    Ok(number)
}

/// A file object on a descriptor, with the standard library's reading, writing and seeking: `os.fdopen(fd)`.
///
/// It has a handle of its own, and knows nothing of text mode.
///
/// # Errors
///
/// `EBADF`; `EMFILE`. The descriptor is closed in any case.
pub fn fdopen(fd: impl Into<OwnedFd>) -> Result<File> {
    File::try_from(fd.into()).map_err(|error| {
        let code = error.raw_os_error().map(|code| crate::errno::WinError::from_raw(code as u32));
        code.map_or_else(|| Error::from(crate::errno::EBADF), Error::from)
    })
}
