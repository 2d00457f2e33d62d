//! Pseudo-terminals.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::path::PathBuf;

use ostler_sys as sys;

use crate::error::Result;
use crate::fd::{AsFd, Fd, OwnedFd};
use crate::host::retry;
use crate::os::OpenFlags;

/// Opens a pseudo-terminal: the master, for the program that plays the terminal, and the terminal itself.
/// `os.openpty()`, `openpty(3)`. Neither is inheritable.
///
/// # Errors
///
/// `ENOSPC` or `EAGAIN` if all are in use, `ENOENT` where none are mounted.
///
/// ```
/// use ostler::os;
/// let (master, terminal) = os::openpty()?;
/// assert!(os::isatty(&terminal));
/// os::write(&master, b"typed\n")?;
/// assert_eq!(os::read(&terminal, 100)?, b"typed\n");
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn openpty() -> Result<(OwnedFd, OwnedFd)> {
    Ok(retry(sys::descriptors::openpty)?)
}

/// Opens the master of a new pseudo-terminal: `os.posix_openpt(oflag)`, `posix_openpt(3)`. It is not inheritable.
///
/// The flags are [`O_RDWR`](super::O_RDWR), [`O_NOCTTY`](super::O_NOCTTY) and what the system allows beside.
///
/// # Errors
///
/// As [`openpty`].
///
/// ```
/// use ostler::os;
/// let master = os::posix_openpt(os::O_RDWR | os::O_NOCTTY)?;
/// os::grantpt(&master)?;
/// os::unlockpt(&master)?;
/// let terminal = os::open(os::ptsname(&master)?, os::O_RDWR | os::O_NOCTTY)?;
/// assert!(os::isatty(&terminal));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn posix_openpt(oflag: OpenFlags) -> Result<OwnedFd> {
    Ok(retry(|| sys::descriptors::posix_openpt(oflag.bits()))?)
}

/// Lets the user use the terminal of a master: `os.grantpt(fd)`, `grantpt(3)`. An example is at [`posix_openpt`].
///
/// # Errors
///
/// `EINVAL` or `ENOTTY` if the descriptor is not a master, `PermissionDenied` if that may not be done.
pub fn grantpt(fd: impl AsFd) -> Result<()> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::grantpt(fd))?)
}

/// Lets the terminal of a master be opened: `os.unlockpt(fd)`, `unlockpt(3)`. An example is at [`posix_openpt`].
///
/// # Errors
///
/// `EINVAL` or `ENOTTY` if the descriptor is not a master.
pub fn unlockpt(fd: impl AsFd) -> Result<()> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::unlockpt(fd))?)
}

/// The path of the terminal of a master: `os.ptsname(fd)`, `ptsname_r(3)`. Safe to call from several threads.
/// An example is at [`posix_openpt`].
///
/// # Errors
///
/// `ENOTTY` if the descriptor is not a master.
pub fn ptsname(fd: impl AsFd) -> Result<PathBuf> {
    let fd = Fd::from(fd.as_fd());
    let name = retry(|| sys::descriptors::ptsname(fd))?;
    Ok(OsString::from_vec(name.into_bytes()).into())
}

/// Makes a terminal the one the process lives in: it leads a new session, the terminal controls it and becomes its
/// standard input, output and error. `os.login_tty(fd)`, `login_tty(3)`. For a child that was just forked.
///
/// The descriptor is given up. The standard streams stay open, so nobody who has borrowed one is left with a closed
/// number; what they mean is new.
///
/// # Errors
///
/// `ENOTTY` if the descriptor is not a terminal, `PermissionDenied` if the process leads a group or the terminal has a
/// session. The standard streams are as before then.
///
/// ```
/// # use ostler::os;
/// /// In the child.
/// fn live_in(terminal: ostler::fd::OwnedFd) -> ostler::Result<()> {
///     os::login_tty(terminal)?;
///     println!("to the terminal");
///     Ok(())
/// }
/// ```
pub fn login_tty(fd: impl Into<OwnedFd>) -> Result<()> {
    Ok(sys::descriptors::login_tty(fd.into())?)
}
