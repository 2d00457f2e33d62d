//! What terminals are on Unix: files with a name, and what a session has in the foreground.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::path::PathBuf;

use ostler_sys::{self as sys, cstr};

use crate::error::Result;
use crate::fd::{AsFd, BorrowedFd, Fd};
use crate::host::retry;

/// That of the locale which the environment names.
pub(super) fn encoding(_: BorrowedFd<'_>) -> Option<String> {
    let named = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(std::env::var_os)
        .find(|locale| !locale.is_empty())
        .and_then(|locale| cstr::owned(&locale).ok())
        .and_then(|locale| sys::descriptors::codeset_of(&locale).ok());
    // A locale that is not installed leaves the process in the one it has.
    let codeset = named.unwrap_or_else(sys::descriptors::codeset);
    codeset.into_string().ok().filter(|name| !name.is_empty())
}

/// The path of a terminal: `os.ttyname(fd)`, `ttyname_r(3)`.
///
/// # Errors
///
/// `ENOTTY` if the descriptor is not a terminal, `ENODEV` if it has no name here.
///
/// ```
/// use ostler::os;
/// let (master, terminal) = os::openpty()?;
/// assert_eq!(os::ttyname(&terminal)?, os::ptsname(&master)?);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn ttyname(fd: impl AsFd) -> Result<PathBuf> {
    let fd = Fd::from(fd.as_fd());
    let name = retry(|| sys::descriptors::ttyname(fd))?;
    Ok(OsString::from_vec(name.into_bytes()).into())
}

/// The process group in the foreground of a terminal: `os.tcgetpgrp(fd)`, `tcgetpgrp(3)`.
///
/// # Errors
///
/// `ENOTTY` if the terminal is not the one that controls this process.
///
/// ```
/// // No terminal, no foreground.
/// let null = std::fs::File::open("/dev/null")?;
/// assert_eq!(ostler::os::tcgetpgrp(&null).unwrap_err().errno(), Some(ostler::errno::ENOTTY));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn tcgetpgrp(fd: impl AsFd) -> Result<i32> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::tcgetpgrp(fd))?)
}

/// Puts a process group in the foreground of a terminal: `os.tcsetpgrp(fd, pg)`, `tcsetpgrp(3)`.
///
/// # Errors
///
/// `EINVAL` for a negative number, `PermissionDenied` for a group of another session, `ENOTTY` as for [`tcgetpgrp`];
/// `Interrupted` in a background group that catches `SIGTTOU`.
///
/// ```
/// # use ostler::os;
/// /// What a shell does for `fg`.
/// fn foreground(job: i32) -> ostler::Result<()> {
///     os::tcsetpgrp(std::io::stdin(), job)
/// }
/// ```
pub fn tcsetpgrp(fd: impl AsFd, pg: i32) -> Result<()> {
    // Not repeated: the system sends SIGTTOU to a background group at every attempt, so there would be no end.
    Ok(sys::descriptors::tcsetpgrp(fd.as_fd().into(), pg)?)
}
