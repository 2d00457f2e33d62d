//! The ways to fail that are about a process.

use std::fmt;
use std::time::Duration;

use crate::errno::{self, Errno};
use crate::error::{Error, ErrorKind, Reason};

use super::identity::Held;

/// Whether an answer says nothing of the process, but that there is no room to ask.
pub(crate) fn is_shortage(errno: Errno) -> bool {
    matches!(errno, errno::EMFILE | errno::ENFILE | errno::ENOMEM)
}

/// What went wrong with a process.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// It is not there, or no longer the one that was meant.
    Gone,
    /// It has ended, and its parent has not asked how.
    Zombie,
    /// The system does not let us.
    Denied { errno: Errno, what: &'static str },
    /// It was still there when the time was up.
    TimedOut { after: Duration },
    /// Any other answer of the system's.
    System { errno: Errno, what: &'static str },
}

impl Trouble {
    /// The error, about the process of this number.
    #[cold]
    pub(crate) fn about(self, pid: i32) -> Error {
        Error::from_reason(About { pid, trouble: self })
    }

    /// What an error number means where a process was asked for something that was there before and afterwards.
    pub(crate) fn of_living(held: &Held, errno: Errno, what: &'static str) -> Self {
        // We may be refused what it has not even got any more.
        match held.stat() {
            Ok(stat) if stat.is_over() => return Self::Zombie,
            Err(errno::ESRCH | errno::ENOENT) => return Self::Gone,
            _ => {}
        }
        match errno {
            errno::EPERM | errno::EACCES => Self::Denied { errno, what },
            _ => Self::System { errno, what },
        }
    }

    /// What an error number means where a process was asked for something.
    pub(crate) fn of(errno: Errno, what: &'static str) -> Self {
        match errno {
            // Entries of a process vanish with it.
            errno::ESRCH | errno::ENOENT => Self::Gone,
            errno::EPERM | errno::EACCES => Self::Denied { errno, what },
            _ => Self::System { errno, what },
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
            Trouble::Zombie => {
                write!(f, "Process has ended, its parent has not collected it: pid {pid}")
            }
            Trouble::Denied { errno, what } | Trouble::System { errno, what } => {
                write!(f, "{errno}: {what} of pid {pid}")
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
            Trouble::Gone => ErrorKind::ProcessLookup,
            Trouble::Zombie => ErrorKind::ZombieProcess,
            Trouble::Denied { .. } => ErrorKind::PermissionDenied,
            Trouble::TimedOut { .. } => ErrorKind::TimedOut,
            Trouble::System { errno, .. } => Error::from_errno(*errno).kind(),
        }
    }

    fn errno(&self) -> Option<Errno> {
        match &self.trouble {
            Trouble::Gone | Trouble::Zombie => Some(errno::ESRCH),
            Trouble::Denied { errno, .. } | Trouble::System { errno, .. } => Some(*errno),
            Trouble::TimedOut { .. } => Some(errno::ETIMEDOUT),
        }
    }

    fn pid(&self) -> Option<i32> {
        Some(self.pid)
    }
}
