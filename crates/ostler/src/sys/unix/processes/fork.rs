//! Beginning and ending processes.

use std::os::fd::{AsFd as _, BorrowedFd, IntoRawFd as _, RawFd};

use rustix::fs::{Mode, OFlags};
use rustix::pty::{self, OpenptFlags};

use crate::errno::Errno;
use crate::fd::OwnedFd;
use crate::sys::check;

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
            if take_terminal(user_side).is_err() {
                exit_now(1);
            }
            Ok((0, None))
        }
        pid => Ok((pid, Some(terminal))),
    }
}

/// Both sides of a new terminal, neither inheritable at any moment where the system can do that.
fn openpty() -> Result<(OwnedFd, OwnedFd), Errno> {
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY;
    #[cfg(linux_kernel)]
    let terminal = pty::openpt(flags | OpenptFlags::CLOEXEC)?;
    #[cfg(not(linux_kernel))]
    let terminal = {
        let terminal = pty::openpt(flags)?;
        rustix::io::fcntl_setfd(&terminal, rustix::io::FdFlags::CLOEXEC)?;
        terminal
    };
    pty::grantpt(&terminal)?;
    pty::unlockpt(&terminal)?;
    let user_side = open_user_side(terminal.as_fd())?;
    Ok((terminal, user_side))
}

fn open_user_side(terminal: BorrowedFd<'_>) -> Result<OwnedFd, Errno> {
    // Asked of the terminal itself the name cannot mean another one; Linux before 4.13 only has the name.
    #[cfg(target_os = "linux")]
    {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        if let Ok(user_side) = pty::ioctl_tiocgptpeer(terminal, flags) {
            return Ok(user_side);
        }
    }
    let name = pty::ptsname(terminal, Vec::new())?;
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
    Ok(rustix::fs::open(name, flags, Mode::empty())?)
}

/// Starts a session whose terminal, standard input, output and error are this one.
fn take_terminal(user_side: OwnedFd) -> Result<(), Errno> {
    const STANDARD: [RawFd; 3] = [libc::STDIN_FILENO, libc::STDOUT_FILENO, libc::STDERR_FILENO];
    rustix::process::setsid()?;
    rustix::process::ioctl_tiocsctty(&user_side)?;
    let number = user_side.into_raw_fd();
    // SAFETY: the number is open and nobody else's. The three it goes to are given away by what `forkpty` is for.
    unsafe {
        for standard in STANDARD {
            check(libc::dup2(number, standard))?;
        }
        if STANDARD.contains(&number) {
            // It was one of the three already, and `dup2` onto itself left it close-on-exec.
            check(libc::fcntl(number, libc::F_SETFD, 0))?;
        } else {
            libc::close(number);
        }
    }
    Ok(())
}
