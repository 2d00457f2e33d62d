//! Second descriptors for the same open file, and file objects.

use std::fs::File;

use ostler_sys as sys;

use crate::errno;
use crate::error::Result;
use crate::fd::{AsFd, Fd, OwnedFd, RawFd};
use crate::host::retry;

/// A second descriptor for the same open file, with the same offset and status: `os.dup(fd)`,
/// `fcntl(F_DUPFD_CLOEXEC)`. It is not inheritable.
///
/// # Errors
///
/// As `dup(2)`.
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

/// Makes an existing descriptor mean the same open file as another: `os.dup2(fd, fd2, inheritable=True)`, `dup3(2)`.
///
/// `fd2` keeps its number; what it meant before is closed. The reference makes it inheritable unless told otherwise:
/// here the choice is the caller's.
///
/// # Errors
///
/// As `dup3(2)`. `fd2` means what it meant then.
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
/// As `dup2(2)`, and as `dup3(2)` if not `inheritable`: then two equal numbers are `EINVAL` on Linux.
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

/// A file object on a descriptor, with the standard library's reading, writing and seeking: `os.fdopen(fd)`.
///
/// # Errors
///
/// `IsADirectory` for a directory. The descriptor is closed then.
///
/// ```
/// use std::io::{Read, Write};
/// use ostler::os;
/// let (r, w) = os::pipe()?;
/// os::fdopen(w)?.write_all(b"text")?;
/// let mut text = String::new();
/// os::fdopen(r)?.read_to_string(&mut text)?;
/// assert_eq!(text, "text");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn fdopen(fd: impl Into<OwnedFd>) -> Result<File> {
    let fd = fd.into();
    let status = retry(|| sys::files::fstat((&fd).into()))?;
    if crate::stat::S_ISDIR(status.st_mode as u32) {
        return Err(errno::EISDIR.into());
    }
    Ok(File::from(fd))
}
