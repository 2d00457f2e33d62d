//! Getting hold of a process, and asking it.

use crate::error::Result;

use super::code::Code;
use super::error::Trouble;
use super::identity::Held;
use super::reader::Reader;
use super::{Binding, Process, this};

impl Process {
    /// The process that has this number now: `psutil.Process(pid)`.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if no process has it, or a thread that is no process of its own. Before
    /// Linux 6.9 also where `/proc` is not mounted, or (`EOPNOTSUPP`) shows another PID namespace.
    pub fn new(pid: i32) -> Result<Self> {
        match Held::take(pid) {
            Ok(held) => Ok(held.process()),
            Err(code) => Err(Trouble::of(code, "getting hold").about(pid)),
        }
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

    /// Reads something of this process: the answer counts only if the process is there afterwards.
    pub(crate) fn read<T>(
        &self,
        what: &'static str,
        read: impl FnOnce(&mut Reader) -> Result<T, Code>,
    ) -> Result<T> {
        let mut reader = Reader::new();
        reader.turn_to_held(Held::of(*self)?);
        let answer = read(&mut reader);
        let trouble = match (reader.still_there(), answer, reader.held()) {
            (Ok(true), Ok(answer), _) => return Ok(answer),
            (Ok(true), Err(code), Some(held)) => of_living(held, code, what),
            (Ok(false), ..) => Trouble::Gone,
            (Ok(_), Err(code), _) | (Err(code), ..) => Trouble::of(code, what),
        };
        Err(trouble.about(self.pid()))
    }
}

/// What an answer means where a process was asked for something that was there before and afterwards.
pub(crate) fn of_living(held: &Held, code: Code, what: &'static str) -> Trouble {
    // We may be refused what it has not even got any more.
    held.over().unwrap_or_else(|| Trouble::refusal(held.judged(code), what))
}
