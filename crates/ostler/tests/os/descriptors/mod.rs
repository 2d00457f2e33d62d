//! Descriptor operations against real pipes, terminals, files and sockets.

mod audit;
mod bytes;
mod close;
mod dup;
mod file;
mod flags;
mod interrupted;
mod lock;
mod open;
mod pty;
mod raw;
mod terminal;
mod transfer;

use ostler::errno::Errno;
use ostler::fd::OwnedFd;
use ostler::os;

/// The error number a call failed with.
fn errno<T: std::fmt::Debug>(result: ostler::Result<T>) -> Option<Errno> {
    result.unwrap_err().errno()
}

/// A child that has a lock of the whole file, and ends when something is written to the descriptor.
fn locker(file: &std::fs::File) -> (Forked, OwnedFd) {
    let (r, w) = os::pipe().unwrap();
    let (told, tell) = os::pipe().unwrap();
    let child = fork(|| {
        // SAFETY: no preconditions. Nobody may be left to tell it.
        unsafe { libc::alarm(100) };
        os::lockf(file, os::F_LOCK, 0).unwrap();
        os::write(&w, b"!").unwrap();
        os::read(&told, 1).unwrap();
        0
    });
    os::read(&r, 1).unwrap();
    (child, tell)
}

/// Runs `body` in a forked child and gives its exit status. Call it in `support::in_child` only; `body` must not rely on
/// other threads, which the child does not have.
fn fork(body: impl FnOnce() -> i32) -> Forked {
    // SAFETY: the child runs `body` and leaves without unwinding or running anybody's destructors.
    match unsafe { libc::fork() } {
        -1 => panic!("fork"),
        0 => {
            let code = std::panic::catch_unwind(std::panic::AssertUnwindSafe(body)).unwrap_or(101);
            // SAFETY: _exit has no preconditions.
            unsafe { libc::_exit(code) }
        }
        child => Forked(child),
    }
}

struct Forked(i32);

impl Forked {
    /// Waits until the child waits for something.
    fn until_asleep(&self) {
        let stat = || std::fs::read_to_string(format!("/proc/{}/stat", self.0)).unwrap();
        crate::support::until("sleep", || {
            assert!(!stat().contains(") Z "), "it has ended");
            stat().contains(") S ")
        });
    }

    /// Waits for the child: its exit code, or less than 0 for a signal.
    fn wait(self) -> i32 {
        let mut status = 0;
        // SAFETY: the status is writable.
        let waited = unsafe { libc::waitpid(self.0, &raw mut status, 0) };
        assert_eq!(waited, self.0);
        if libc::WIFEXITED(status) { libc::WEXITSTATUS(status) } else { -libc::WTERMSIG(status) }
    }
}
