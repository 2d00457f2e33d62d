//! Signalling processes, and how nice they are.

use ostler_sys as sys;

use super::Pid;
use crate::audit::{audit, events};
use crate::error::Result;
use crate::host::retry;
use crate::signal::Signal;

/// Sends a signal, on Windows a console event, or ends a process there: `os.kill(pid, sig)`, `kill(2)`.
///
/// A process id is `i32`, on Windows `u32`. On Unix a positive `pid` is a process, zero this process's group, -1 every
/// process this one may signal, any other negative number the group of that number. Signal number zero is not sent; the
/// permission to is checked.
///
/// On Windows `CTRL_C_EVENT` (0) and `CTRL_BREAK_EVENT` (1) go by `GenerateConsoleCtrlEvent` to the processes of the console
/// that are of the group `pid`; 0 is all processes of the console, this one too. A group is what a process started with
/// `CREATE_NEW_PROCESS_GROUP` makes, and has its number; Ctrl-C is switched off in it. Any other signal ends the process by
/// `TerminateProcess`: it is not asked, its children live on, and the number of the signal is its exit code.
///
/// A process id is a number that the system gives out again. Where the process is not this one's child, `pidfd_open` and
/// `pidfd_send_signal` are safe from hitting another on Linux. On Windows a handle of the process, as `Spawned::handle` is,
/// keeps its number from being given out.
///
/// # Errors
///
/// `ProcessLookup` if there is no such process, `PermissionDenied` if it is somebody else's, `EINVAL` for a number that is
/// no signal. On Windows code 87 (`EINVAL`) if there is no such process, code 5 (`PermissionDenied`) if it may not be ended or
/// has ended already; code 6 for an event without a console.
///
/// # Audit
///
/// `os.kill` with `pid`, `sig`.
///
/// ```
/// use ostler::{os, signal};
///
/// let pid = os::spawnv(os::P_NOWAIT, "/bin/sleep", ["sleep", "60"])?;
/// os::kill(pid, signal::SIGTERM)?;
/// assert_eq!(os::waitpid(pid, os::WaitOptions::empty())?.1.signal(), Some(signal::SIGTERM));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn kill(pid: Pid, sig: impl Into<Signal>) -> Result<()> {
    let sig = sig.into().raw();
    audit!(events::Kill { pid, sig });
    Ok(retry(|| sys::processes::kill(pid, sig))?)
}

/// Sends a signal to every process of a group: `os.killpg(pgid, sig)`, `killpg(3)`. Zero is this process's group.
///
/// Only Unix has it. Do not ask for group 1: the C library makes that `kill(-1)`, which is every process this one may signal.
///
/// # Errors
///
/// As [`kill`]; `EINVAL` for a negative group.
///
/// # Audit
///
/// `os.killpg` with `pgid`, `sig`.
///
/// ```
/// ostler::os::killpg(0, 0)?; // only asks
/// # Ok::<(), ostler::Error>(())
/// ```
#[cfg(unix)]
pub fn killpg(pgid: i32, sig: impl Into<Signal>) -> Result<()> {
    let sig = sig.into().raw();
    audit!(events::Killpg { pgid, sig });
    Ok(retry(|| sys::processes::killpg(pgid, sig))?)
}

/// Makes the process nicer by that much and tells how nice it is now, from -20 to 19: `os.nice(increment)`, `nice(2)`.
///
/// # Errors
///
/// `EPERM` for a negative increment without the privilege.
///
/// ```
/// use ostler::os;
/// let niceness = os::nice(0)?;
/// assert!((-20..20).contains(&niceness));
/// # Ok::<(), ostler::Error>(())
/// ```
#[cfg(unix)]
pub fn nice(increment: i32) -> Result<i32> {
    Ok(retry(|| sys::processes::nice(increment))?)
}
