//! How a child ended, or what else became of it.

use std::fmt;
use std::process::ExitStatus;

use ostler_sys::c;

use crate::error::{Error, Result};
use crate::signal::Signal;

/// What `wait` and its kin tell of a child, and `system` of its shell: the wait status, packed into a number as the system
/// packs it.
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
pub struct WaitStatus(i32);

impl WaitStatus {
    /// Takes a number as it is.
    pub const fn from_raw(raw: i32) -> Self {
        Self(raw)
    }

    /// The number.
    pub const fn raw(self) -> i32 {
        self.0
    }

    /// Whether the process exited, and with zero.
    pub const fn success(self) -> bool {
        matches!(self.code(), Some(0))
    }

    /// What the process exited with, if it did exit.
    pub const fn code(self) -> Option<i32> {
        if c::WIFEXITED(self.0) { Some(c::WEXITSTATUS(self.0)) } else { None }
    }

    /// The signal that ended the process, if one did.
    pub const fn signal(self) -> Option<Signal> {
        if c::WIFSIGNALED(self.0) { Some(Signal::from_raw(c::WTERMSIG(self.0))) } else { None }
    }

    /// Whether the signal that ended the process made it dump core.
    pub const fn core_dumped(self) -> bool {
        c::WIFSIGNALED(self.0) && c::WCOREDUMP(self.0)
    }

    /// The signal that stopped the process, if one did.
    pub const fn stopped_signal(self) -> Option<Signal> {
        if c::WIFSTOPPED(self.0) { Some(Signal::from_raw(c::WSTOPSIG(self.0))) } else { None }
    }

    /// Whether the process goes on after a stop.
    pub const fn continued(self) -> bool {
        c::WIFCONTINUED(self.0)
    }
}

impl fmt::Debug for WaitStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WaitStatus({:#x})", self.0)
    }
}

/// In words: `exit status: 1`.
impl fmt::Display for WaitStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ExitStatus::from(*self).fmt(f)
    }
}

impl From<i32> for WaitStatus {
    fn from(raw: i32) -> Self {
        Self(raw)
    }
}

impl From<WaitStatus> for ExitStatus {
    fn from(status: WaitStatus) -> Self {
        std::os::unix::process::ExitStatusExt::from_raw(status.0)
    }
}

impl From<ExitStatus> for WaitStatus {
    fn from(status: ExitStatus) -> Self {
        Self(std::os::unix::process::ExitStatusExt::into_raw(status))
    }
}

/// The exit code of a process that exited, the negated number of the signal that ended it if one did:
/// `os.waitstatus_to_exitcode(status)`.
///
/// # Errors
///
/// `Value` if the status is of a process that goes on living, or of none.
///
/// ```
/// use ostler::os;
/// assert_eq!(os::waitstatus_to_exitcode(os::system("exit 3")?)?, 3);
/// assert_eq!(os::waitstatus_to_exitcode(os::system("kill -KILL $$")?)?, -9);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn waitstatus_to_exitcode(status: impl Into<WaitStatus>) -> Result<i32> {
    let status = status.into();
    let ended = status.code().or_else(|| status.signal().map(|signal| -signal.raw()));
    ended.ok_or_else(|| match status.stopped_signal() {
        Some(signal) => {
            Error::value(format!("process stopped by delivery of signal {}", signal.raw()))
        }
        None => Error::value(format!("invalid wait status: {}", status.0)),
    })
}

macro_rules! predicates {
    ($($(#[$doc:meta])* $name:ident -> $result:ty: |$raw:ident| $value:expr;)*) => {
        $(
            $(#[$doc])*
            #[allow(non_snake_case)]
            pub fn $name(status: impl Into<WaitStatus>) -> $result {
                let $raw = status.into().0;
                $value
            }
        )*
    };
}

predicates! {
    /// Whether the process exited by itself: `os.WIFEXITED(status)`.
    ///
    /// ```
    /// use ostler::os;
    /// assert!(os::WIFEXITED(os::system("exit 3")?));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    WIFEXITED -> bool: |raw| c::WIFEXITED(raw);

    /// What the process exited with, of use where [`WIFEXITED`]: `os.WEXITSTATUS(status)`.
    ///
    /// ```
    /// use ostler::os;
    /// assert_eq!(os::WEXITSTATUS(os::system("exit 3")?), 3);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    WEXITSTATUS -> i32: |raw| c::WEXITSTATUS(raw);

    /// Whether a signal ended the process: `os.WIFSIGNALED(status)`.
    ///
    /// ```
    /// use ostler::os;
    /// assert!(os::WIFSIGNALED(os::system("kill -TERM $$")?));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    WIFSIGNALED -> bool: |raw| c::WIFSIGNALED(raw);

    /// The signal that ended the process, of use where [`WIFSIGNALED`]: `os.WTERMSIG(status)`.
    ///
    /// ```
    /// use ostler::{os, signal};
    /// assert_eq!(os::WTERMSIG(os::system("kill -TERM $$")?), signal::SIGTERM);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    WTERMSIG -> Signal: |raw| Signal::from_raw(c::WTERMSIG(raw));

    /// Whether the process dumped core, of use where [`WIFSIGNALED`]: `os.WCOREDUMP(status)`.
    ///
    /// ```
    /// use ostler::os;
    /// assert!(!os::WCOREDUMP(os::system("kill -TERM $$")?));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    WCOREDUMP -> bool: |raw| c::WCOREDUMP(raw);

    /// Whether a signal stopped the process, as only [`WUNTRACED`](super::WUNTRACED) and tracers are told:
    /// `os.WIFSTOPPED(status)`.
    ///
    /// ```
    /// use ostler::os;
    /// assert!(!os::WIFSTOPPED(os::system("exit 3")?));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    WIFSTOPPED -> bool: |raw| c::WIFSTOPPED(raw);

    /// The signal that stopped the process, of use where [`WIFSTOPPED`]: `os.WSTOPSIG(status)`.
    ///
    /// ```
    /// use ostler::{os, signal};
    ///
    /// let pid = os::spawnv(os::P_NOWAIT, "/bin/sh", ["sh", "-c", "kill -STOP $$"])?;
    /// let (_, status) = os::waitpid(pid, os::WUNTRACED)?;
    /// assert_eq!(os::WSTOPSIG(status), signal::SIGSTOP);
    /// # os::kill(pid, signal::SIGKILL)?;
    /// # os::waitpid(pid, os::WaitOptions::empty())?;
    /// # Ok::<(), ostler::Error>(())
    /// ```
    WSTOPSIG -> Signal: |raw| Signal::from_raw(c::WSTOPSIG(raw));

    /// Whether the process goes on after a stop, as only [`WCONTINUED`](super::WCONTINUED) is told:
    /// `os.WIFCONTINUED(status)`.
    ///
    /// ```
    /// use ostler::os;
    /// assert!(!os::WIFCONTINUED(os::system("exit 3")?));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    WIFCONTINUED -> bool: |raw| c::WIFCONTINUED(raw);
}
