//! The ways to fail that are about a process.

use std::fmt;
use std::time::Duration;

use crate::errno::{self, Errno, WinError};
use crate::error::{Error, ErrorKind, Reason};

use super::code::{Code, errno_of, is_gone, is_refusal, winerror_of};

/// What went wrong with a process.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// It is not there, or no longer the one that was meant.
    Gone,
    /// It is a process of another place, where numbers are others'.
    Elsewhere { place: &'static str },
    /// It has ended, and its parent has not asked how.
    Zombie,
    /// The system does not let us.
    Denied { code: Code, what: &'static str },
    /// It was still there when the time was up.
    TimedOut { after: Duration },
    /// Any other answer of the system's.
    System { code: Code, what: &'static str },
    /// There is no such thing here.
    NotImplemented { what: &'static str },
}

impl Trouble {
    /// The error, about the process of this number.
    #[cold]
    pub(crate) fn about(self, pid: i32) -> Error {
        Error::from_reason(About { pid, trouble: self })
    }

    /// What an answer means where a process was asked for something.
    pub(crate) fn of(code: Code, what: &'static str) -> Self {
        // Entries of a process vanish with it.
        if is_gone(code) { Self::Gone } else { Self::refusal(code, what) }
    }

    /// What an answer means where the process was there.
    pub(crate) fn refusal(code: Code, what: &'static str) -> Self {
        match errno_of(code) {
            _ if is_refusal(code) => Self::Denied { code, what },
            errno::ENOSYS => Self::NotImplemented { what },
            _ => Self::System { code, what },
        }
    }
}

#[derive(Debug)]
struct About {
    pid: i32,
    trouble: Trouble,
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pid = self.pid;
        match &self.trouble {
            Trouble::Gone => write!(f, "No such process: pid {pid}"),
            Trouble::Elsewhere { place } => {
                write!(f, "No such process here, it is of another {place}: pid {pid}")
            }
            Trouble::Zombie => {
                write!(f, "Process has ended, its parent has not collected it: pid {pid}")
            }
            Trouble::Denied { code, what } | Trouble::System { code, what } => {
                write!(f, "{code}: {what} of pid {pid}")
            }
            Trouble::NotImplemented { what } => {
                write!(f, "{what} unavailable on this platform: pid {pid}")
            }
            Trouble::TimedOut { after } => {
                write!(f, "Timed out after {} s: pid {pid}", after.as_secs_f64())
            }
        }
    }
}

impl std::error::Error for About {}

impl Reason for About {
    fn kind(&self) -> ErrorKind {
        match &self.trouble {
            Trouble::Gone | Trouble::Elsewhere { .. } => ErrorKind::ProcessLookup,
            Trouble::Zombie => ErrorKind::ZombieProcess,
            Trouble::Denied { .. } => ErrorKind::PermissionDenied,
            Trouble::TimedOut { .. } => ErrorKind::TimedOut,
            Trouble::System { code, .. } => crate::error::kind_of(errno_of(*code)),
            Trouble::NotImplemented { .. } => ErrorKind::NotImplemented,
        }
    }

    fn errno(&self) -> Option<Errno> {
        match &self.trouble {
            Trouble::Gone | Trouble::Elsewhere { .. } | Trouble::Zombie => Some(errno::ESRCH),
            Trouble::Denied { code, .. } | Trouble::System { code, .. } => Some(errno_of(*code)),
            Trouble::NotImplemented { .. } => Some(errno::ENOSYS),
            Trouble::TimedOut { .. } => Some(errno::ETIMEDOUT),
        }
    }

    fn winerror(&self) -> Option<WinError> {
        match &self.trouble {
            Trouble::Denied { code, .. } | Trouble::System { code, .. } => winerror_of(*code),
            _ => None,
        }
    }

    fn pid(&self) -> Option<i32> {
        Some(self.pid)
    }
}
