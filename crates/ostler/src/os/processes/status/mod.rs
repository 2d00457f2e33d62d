//! How a child ended, or what else became of it.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::fmt;
use std::process::ExitStatus;

#[cfg(unix)]
use ostler_sys::c;

use crate::error::Result;
#[cfg(unix)]
use crate::signal::Signal;
#[cfg(unix)]
use unix as system;
#[cfg(unix)]
pub use unix::*;
#[cfg(windows)]
use windows as system;

/// What `wait` and its kin tell of a child, and `system` of its shell: the wait status, packed into a number as the system
/// packs it: an `i32`.
///
/// On Windows it is the exit code times 256, as the reference's `waitpid` has it there: a `u64`. A process that was ended from
/// outside has the code that was chosen for it.
///
/// ```
/// use ostler::{os, signal};
///
/// let status = os::system("exit 3")?;
/// assert_eq!((status.code(), status.signal()), (Some(3), None));
/// let status = os::system("kill -TERM $$")?;
/// assert_eq!((status.code(), status.signal()), (None, Some(signal::SIGTERM)));
/// # Ok::<(), ostler::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct WaitStatus(system::Raw);

impl WaitStatus {
    /// Takes a number as it is.
    pub const fn from_raw(raw: system::Raw) -> Self {
        Self(raw)
    }

    /// The number.
    pub const fn raw(self) -> system::Raw {
        self.0
    }

    /// Whether the process exited, and with zero.
    pub const fn success(self) -> bool {
        matches!(self.code(), Some(0))
    }

    /// What the process exited with, if it did exit.
    ///
    /// On Windows there always is one. That of a process that crashed is the code of its exception, `0xc0000005` for bad
    /// memory, which is negative; [`waitstatus_to_exitcode`] has it without a sign.
    pub const fn code(self) -> Option<i32> {
        system::code(self.0)
    }

    /// That of a process which exited with a code.
    #[cfg(windows)]
    pub(crate) const fn exited(code: u32) -> Self {
        Self((code as u64) << 8)
    }

    /// The signal that ended the process, if one did.
    #[cfg(unix)]
    pub const fn signal(self) -> Option<Signal> {
        if c::WIFSIGNALED(self.0) { Some(Signal::from_raw(c::WTERMSIG(self.0))) } else { None }
    }

    /// Whether the signal that ended the process made it dump core.
    #[cfg(unix)]
    pub const fn core_dumped(self) -> bool {
        c::WIFSIGNALED(self.0) && c::WCOREDUMP(self.0)
    }

    /// The signal that stopped the process, if one did.
    #[cfg(unix)]
    pub const fn stopped_signal(self) -> Option<Signal> {
        if c::WIFSTOPPED(self.0) { Some(Signal::from_raw(c::WSTOPSIG(self.0))) } else { None }
    }

    /// Whether the process goes on after a stop.
    #[cfg(unix)]
    pub const fn continued(self) -> bool {
        c::WIFCONTINUED(self.0)
    }
}

impl fmt::Debug for WaitStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WaitStatus({:#x})", self.0)
    }
}

/// In words: `exit status: 1`, on Windows `exit code: 1`.
impl fmt::Display for WaitStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ExitStatus::from(*self).fmt(f)
    }
}

impl From<system::Raw> for WaitStatus {
    fn from(raw: system::Raw) -> Self {
        Self(raw)
    }
}

impl From<WaitStatus> for ExitStatus {
    fn from(status: WaitStatus) -> Self {
        system::ExitStatusExt::from_raw(system::standard(status.0))
    }
}

#[cfg(unix)]
impl From<ExitStatus> for WaitStatus {
    fn from(status: ExitStatus) -> Self {
        Self(system::ExitStatusExt::into_raw(status))
    }
}

/// The exit code of a process that exited, the negated number of the signal that ended it if one did:
/// `os.waitstatus_to_exitcode(status)`. An `i32`; on Windows, where it has no sign, a `u32`.
///
/// # Errors
///
/// `Value` if the status is of a process that goes on living, or of none; on Windows for a code that 32 bits cannot hold.
///
/// ```
/// use ostler::os;
/// assert_eq!(os::waitstatus_to_exitcode(os::system("exit 3")?)?, 3);
/// assert_eq!(os::waitstatus_to_exitcode(os::system("kill -KILL $$")?)?, -9);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn waitstatus_to_exitcode(status: impl Into<WaitStatus>) -> Result<system::ExitCode> {
    system::exit_code(status.into())
}
