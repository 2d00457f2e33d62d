//! Beginning and ending processes.

use crate::check;
use crate::descriptors::{login_tty, openpty};
use crate::errno::Errno;
use crate::fd::OwnedFd;

/// `_exit(2)`
pub fn exit_now(status: i32) -> ! {
    // SAFETY: leaving without any clean-up is always sound.
    unsafe { libc::_exit(status) }
}

/// `abort(3)`
pub fn abort() -> ! {
    // SAFETY: no preconditions.
    unsafe { libc::abort() }
}

/// `fork(2)`
///
/// # Safety
///
/// Other threads do not exist in the child, but what they held does: locks stay locked. Until it executes a program or
/// exits, the child of a process with more than one thread may only do what a signal handler may (`signal-safety(7)`).
pub unsafe fn fork() -> Result<i32, Errno> {
    // SAFETY: the caller keeps the rules above.
    check(unsafe { libc::fork() })
}

/// A child that exits at once with this status and runs nothing else.
pub fn exited_child(status: i32) -> Result<i32, Errno> {
    // SAFETY: the child makes one call, which a signal handler may make too.
    match unsafe { fork() }? {
        0 => exit_now(status),
        pid => Ok(pid),
    }
}

/// `forkpty(3)`: the child's terminal is a new one, of which the parent gets the other side. Close-on-exec.
///
/// # Safety
///
/// As [`fork`].
pub unsafe fn forkpty() -> Result<(i32, Option<OwnedFd>), Errno> {
    let (terminal, user_side) = openpty()?;
    // SAFETY: the caller keeps the rules of `fork`. What is done for the child here is allowed in a signal handler.
    match unsafe { fork() }? {
        0 => {
            drop(terminal);
            if login_tty(user_side).is_err() {
                exit_now(1);
            }
            Ok((0, None))
        }
        pid => Ok((pid, Some(terminal))),
    }
}
