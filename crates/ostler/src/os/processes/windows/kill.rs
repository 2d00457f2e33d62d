//! Ending processes.

use ostler_sys::{self as sys, c};

use crate::audit::audit;
use crate::error::Result;
use crate::signal::Signal;

/// Sends a console event to a group of processes, or ends a process: `os.kill(pid, sig)`.
///
/// `CTRL_C_EVENT` (0) and `CTRL_BREAK_EVENT` (1) go by `GenerateConsoleCtrlEvent` to the processes of the console that are
/// of the group `pid`; 0 is all processes of the console, this one too. A group is what a process started with
/// `CREATE_NEW_PROCESS_GROUP` makes, and has its number; Ctrl-C is switched off in it. Any other signal ends the process by
/// `TerminateProcess`: it is not asked, its children live on, and the number of the signal is its exit code.
///
/// A process id is a number that the system gives out again: who has a handle of the process (as [`Spawned::handle`] is)
/// keeps its number from being given out.
///
/// # Errors
///
/// Code 87 (`EINVAL`) if there is no such process, code 5 (`PermissionDenied`) if it may not be ended or has ended already;
/// code 6 for an event without a console.
///
/// # Audit
///
/// `os.kill` with `pid`, `sig`.
///
/// ```no_run
/// use ostler::{os, signal};
///
/// let child = std::process::Command::new("notepad").spawn()?;
/// os::kill(child.id(), signal::SIGTERM)?;
/// assert_eq!(os::waitpid(child)?.code(), Some(15));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [`Spawned::handle`]: super::Spawned::handle
pub fn kill(pid: u32, sig: impl Into<Signal>) -> Result<()> {
    let sig = sig.into().raw();
    audit!("os.kill", pid, sig);
    let answer = match sig {
        c::CTRL_C_EVENT | c::CTRL_BREAK_EVENT => {
            sys::processes::generate_ctrl_event(sig as u32, pid)
        }
        _ => sys::processes::terminate(pid, sig as u32),
    };
    Ok(answer?)
}
