//! Holding a process by a descriptor.

use ostler_sys::{c, linux};

use crate::error::Result;
use crate::fd::{AsFd, OwnedFd};
use crate::host::retry;
use crate::signal::Signal;

flags! {
    /// How [`pidfd_open_with`] opens a process.
    pub struct PidfdFlags: u32 {
        /// Waiting through the descriptor for a process that still runs is `EAGAIN`, not a wait (Linux 5.10).
        PIDFD_NONBLOCK = c::O_NONBLOCK;
    }
}

/// A descriptor for a process: `os.pidfd_open(pid)`, `pidfd_open(2)`. Not inheritable.
///
/// It goes on meaning this process when the process has ended and its number is another's. It is readable (`poll`) once
/// the process has ended. See [`waitid_pidfd`](super::waitid_pidfd) and [`pidfd_send_signal`].
///
/// # Errors
///
/// `ProcessLookup` if there is no such process; `EINVAL` for a number that is none.
///
/// # Platforms
///
/// Linux 5.3.
///
/// ```
/// use ostler::{os, signal};
///
/// let pid = os::spawnv(os::P_NOWAIT, "/bin/sleep", ["sleep", "60"])?;
/// let process = os::pidfd_open(pid)?;
/// os::pidfd_send_signal(&process, signal::SIGKILL)?;
/// let end = os::waitid_pidfd(&process, os::WEXITED)?;
/// assert_eq!(end.map(|end| end.si_code), Some(os::CLD_KILLED));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn pidfd_open(pid: i32) -> Result<OwnedFd> {
    pidfd_open_with(pid, PidfdFlags::empty())
}

/// [`pidfd_open`] with flags: `os.pidfd_open(pid, flags=0)`.
///
/// # Errors
///
/// As [`pidfd_open`]; `EINVAL` for flags the kernel does not have.
///
/// # Platforms
///
/// Linux 5.3.
///
/// ```
/// use ostler::os;
/// let this = os::pidfd_open_with(std::process::id() as i32, os::PIDFD_NONBLOCK)?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn pidfd_open_with(pid: i32, flags: PidfdFlags) -> Result<OwnedFd> {
    Ok(retry(|| linux::pidfd::pidfd_open(pid, flags.bits()))?)
}

/// Sends a signal to the process a descriptor holds, and to no other: `pidfd_send_signal(2)`. (In the reference this is the
/// `signal` module's.)
///
/// # Errors
///
/// `ProcessLookup` if the process has ended, `PermissionDenied` if it is somebody else's, `EBADF` if the descriptor is not
/// a process's, `EINVAL` for a number that is no signal.
///
/// # Platforms
///
/// Linux 5.1.
///
/// ```
/// use ostler::os;
/// let this = os::pidfd_open(std::process::id() as i32)?;
/// os::pidfd_send_signal(&this, 0)?; // only asks
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn pidfd_send_signal(process: impl AsFd, sig: impl Into<Signal>) -> Result<()> {
    let (process, sig) = (process.as_fd().into(), sig.into().raw());
    Ok(retry(|| linux::pidfd::pidfd_send_signal(process, sig, 0))?)
}
