//! Getting hold of a process.

use crate::error::Result;

use super::error::Trouble;
use super::identity::Held;
use super::{Binding, Process, this};

impl Process {
    /// The process that has this number now: `psutil.Process(pid)`.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if no process has it, or a thread that is no process of its own. Before
    /// Linux 6.9 also where `/proc` is not mounted, or (`EOPNOTSUPP`) shows another PID namespace.
    pub fn new(pid: i32) -> Result<Self> {
        Held::by_number(pid).map(|held| held.process())
    }

    /// The process that runs this program: `psutil.Process()`.
    ///
    /// # Errors
    ///
    /// Before Linux 6.9 where `/proc` is not mounted, or (`EOPNOTSUPP`) shows another PID namespace.
    pub fn current() -> Result<Self> {
        Self::new(this())
    }

    /// How a signal reaches this process and no other.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if it is gone.
    pub fn binding(&self) -> Result<Binding> {
        Held::of(*self).map(|held| held.binding())
    }

    /// Whether the process is there: running or a zombie.
    ///
    /// # Errors
    ///
    /// If the system does not say, for want of a descriptor for example.
    pub fn is_running(&self) -> Result<bool> {
        match Held::of(*self) {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == crate::ErrorKind::ProcessLookup => Ok(false),
            Err(error) => Err(error),
        }
    }
}

impl Held {
    /// Holds the process that has the number.
    pub(crate) fn by_number(pid: i32) -> Result<Self> {
        Self::take(pid).map_err(|code| Trouble::of(code, "getting hold").about(pid))
    }

    /// The process that is meant, and no other.
    ///
    /// [`Gone`](Trouble::Gone) only where that is known: a process whose identity cannot be compared with the one that is meant
    /// is neither.
    pub(crate) fn of(process: Process) -> Result<Self> {
        let pid = process.pid();
        let told = Self::take(pid).and_then(|held| Ok((held.is(process.key())?, held)));
        match told {
            Ok((true, mut held)) => {
                held.process = process;
                Ok(held)
            }
            Ok((false, _)) => Err(Trouble::Gone.about(pid)),
            Err(code) => Err(Trouble::of(code, "getting hold").about(pid)),
        }
    }

    /// The process.
    pub(crate) fn process(&self) -> Process {
        self.process
    }
}
