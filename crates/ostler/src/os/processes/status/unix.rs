//! The status as the system packs it.

use ostler_sys::c;

use super::WaitStatus;
use crate::error::{Error, Result};
use crate::signal::Signal;

pub(super) use std::os::unix::process::ExitStatusExt;

pub(super) type Raw = i32;
pub(super) type ExitCode = i32;

pub(super) const fn code(raw: Raw) -> Option<i32> {
    if c::WIFEXITED(raw) { Some(c::WEXITSTATUS(raw)) } else { None }
}

/// The number as the standard library has it.
pub(super) const fn standard(raw: Raw) -> i32 {
    raw
}

pub(super) fn exit_code(status: WaitStatus) -> Result<ExitCode> {
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

    /// Whether a signal stopped the process, as only [`WUNTRACED`](crate::os::WUNTRACED) and tracers are told:
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

    /// Whether the process goes on after a stop, as only [`WCONTINUED`](crate::os::WCONTINUED) is told:
    /// `os.WIFCONTINUED(status)`.
    ///
    /// ```
    /// use ostler::os;
    /// assert!(!os::WIFCONTINUED(os::system("exit 3")?));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    WIFCONTINUED -> bool: |raw| c::WIFCONTINUED(raw);
}
