//! Second descriptors for the same open file.

use ostler_sys as sys;

use crate::error::Result;
use crate::fd::{AsFd, Fd, OwnedFd, RawFd};
use crate::host::retry;

/// A second descriptor for the same open file, with the same offset and status: `os.dup(fd)`, `fcntl(F_DUPFD_CLOEXEC)`,
/// `_dup`. It is not inheritable.
///
/// # Errors
///
/// `EBADF`; `EMFILE` for too many open descriptors.
///
/// ```
/// use ostler::os;
/// let (r, w) = os::pipe()?;
/// os::write(os::dup(&w)?, b"the same pipe")?;
/// assert_eq!(os::read(&r, 100)?, b"the same pipe");
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn dup(fd: impl AsFd) -> Result<OwnedFd> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::dup(fd))?)
}

/// Makes an existing descriptor mean the same open file as another: `os.dup2(fd, fd2, inheritable=True)`, `dup3(2)`,
/// `_dup2`.
///
/// `fd2` keeps its number; what it meant before is closed. The reference makes it inheritable unless told otherwise:
/// here the choice is the caller's.
///
/// # Errors
///
/// As `dup3(2)`, and `fd2` means what it meant then; on Windows `EBADF`.
///
/// ```
/// use ostler::os;
/// let (r, w) = os::pipe()?;
/// let mut log = os::open("/dev/null", os::O_WRONLY)?;
/// os::dup2(&w, &mut log, false)?;
/// os::write(&log, b"into the pipe")?;
/// assert_eq!(os::read(&r, 100)?, b"into the pipe");
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn dup2(fd: impl AsFd, fd2: &mut OwnedFd, inheritable: bool) -> Result<()> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::dup2(fd, fd2, inheritable))?)
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
/// As `dup2(2)`, and as `dup3(2)` if not `inheritable`: then two equal numbers are `EINVAL` on Linux. On Windows
/// `EBADF`, also for a number that the table does not reach to.
///
/// ```
/// use ostler::os;
/// // What a program does in a child before it runs another: its output goes to the pipe.
/// fn redirect(pipe: &ostler::fd::OwnedFd) -> ostler::Result<()> {
///     // SAFETY: the child owns its standard output.
///     unsafe { os::dup2_raw(pipe, 1, true)? };
///     Ok(())
/// }
/// ```
#[allow(unsafe_code)]
pub unsafe fn dup2_raw(fd: impl AsFd, number: RawFd, inheritable: bool) -> Result<RawFd> {
    let fd = Fd::from(fd.as_fd());
    // SAFETY: the caller's promise is the same.
    retry(|| unsafe { sys::descriptors::dup2_raw(fd, number, inheritable) })?;
    Ok(number)
}
