//! Process groups, sessions, the terminal.

use std::path::PathBuf;

use ostler_sys as sys;

use crate::error::Result;
use crate::host::retry;

/// The process group of this process: `os.getpgrp()`, `getpgrp(2)`. Zero if its leader is outside of our PID namespace.
///
/// ```
/// use ostler::os;
/// assert_eq!(os::getpgrp(), os::getpgid(0)?);
/// # Ok::<(), ostler::Error>(())
/// ```
#[inline]
pub fn getpgrp() -> i32 {
    sys::params::getpgrp()
}

/// The process group of a process, 0 for this one: `os.getpgid(pid)`, `getpgid(2)`.
///
/// # Errors
///
/// `ProcessLookup` where there is no such process.
///
/// ```
/// use ostler::os;
/// assert_eq!(os::getpgid(os::getpid())?, os::getpgrp());
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn getpgid(pid: i32) -> Result<i32> {
    Ok(retry(|| sys::params::getpgid(pid))?)
}

/// Moves a process into a process group: `os.setpgid(pid, pgrp)`, `setpgid(2)`.
///
/// A `pid` of 0 is this process; a `pgrp` of 0 makes a group named after the process.
///
/// # Errors
///
/// `PermissionDenied` for a session leader, a group of another session, or a child that has run another program since
/// (`EACCES`); `ProcessLookup` for a process that is no child; `EINVAL` for a negative group.
///
/// ```no_run
/// ostler::os::setpgid(0, 0)?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn setpgid(pid: i32, pgrp: i32) -> Result<()> {
    Ok(retry(|| sys::params::setpgid(pid, pgrp))?)
}

/// Makes this process the leader of a process group: `os.setpgrp()`, `setpgrp(2)`.
///
/// # Errors
///
/// `PermissionDenied` for a session leader.
///
/// ```no_run
/// use ostler::os;
/// os::setpgrp()?;
/// assert_eq!(os::getpgrp(), os::getpid());
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn setpgrp() -> Result<()> {
    setpgid(0, 0)
}

/// The session of a process, 0 for this one: `os.getsid(pid)`, `getsid(2)`.
///
/// # Errors
///
/// `ProcessLookup` where there is no such process.
///
/// ```
/// use ostler::os;
/// assert_eq!(os::getsid(0)?, os::getsid(os::getpid())?);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn getsid(pid: i32) -> Result<i32> {
    Ok(retry(|| sys::params::getsid(pid))?)
}

/// Starts a session with this process as its leader and without a terminal: `os.setsid()`, `setsid(2)`.
///
/// Returns the id of the session, which is that of the process. The reference returns nothing.
///
/// # Errors
///
/// `PermissionDenied` for the leader of a process group.
///
/// ```no_run
/// ostler::os::setsid()?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn setsid() -> Result<i32> {
    Ok(retry(sys::params::setsid)?)
}

/// The path of the controlling terminal, whether there is one or not: `os.ctermid()`, `ctermid(3)`.
///
/// # Errors
///
/// `ENOTTY` where the system has no name for it.
///
/// ```
/// assert_eq!(ostler::os::ctermid()?, std::path::Path::new("/dev/tty"));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn ctermid() -> Result<PathBuf> {
    Ok(sys::params::terminal()?.into())
}
