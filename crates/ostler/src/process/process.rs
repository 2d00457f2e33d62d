//! [`Process`]: one process, and no other that comes to have its number.

use std::fmt;

use crate::error::{Error, Result};

use super::Code;
use super::error::Trouble;
use super::identity::{Held, Identity};
use super::reader::Reader;

/// A process, told from every other that has had or will have its number: `psutil.Process`.
///
/// It is a small value and holds no descriptor: keep as many as you like. Whatever is asked of it or done to it is first made
/// sure of: once the process is gone, every method says so ([`ErrorKind::ProcessLookup`](crate::ErrorKind::ProcessLookup)),
/// whoever has the number by then.
///
/// ```
/// use ostler::process::Process;
///
/// let me = Process::current()?;
/// assert_eq!(me.pid() as u32, std::process::id());
/// assert!(me.is_running()?);
/// # Ok::<(), ostler::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Process {
    pid: i32,
    identity: Identity,
}

/// The number of the process that runs this program.
pub(crate) fn this() -> i32 {
    std::process::id().cast_signed()
}

impl Process {
    pub(crate) const fn from_parts(pid: i32, identity: Identity) -> Self {
        Self { pid, identity }
    }

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

    /// What tells it from others that have its number.
    pub(crate) const fn mark(&self) -> Identity {
        self.identity
    }

    /// The number.
    pub const fn pid(&self) -> i32 {
        self.pid
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
        let mut reader = self.reader()?;
        let answer = read(&mut reader);
        match (answer, reader.still_there()) {
            (Ok(answer), Ok(true)) => Ok(answer),
            (answer, there) => Err(self.trouble(&reader, there, answer.err(), what)),
        }
    }

    /// A reader that is turned to this process. Apart from [`Process::read`], which is compiled once for each attribute.
    #[inline(never)]
    fn reader(self) -> Result<Reader> {
        let mut reader = Reader::new();
        reader.turn_to_held(Held::of(self)?);
        Ok(reader)
    }

    /// Why there is no answer: what came of the question whether the process is there still, and of reading.
    #[cold]
    #[inline(never)]
    fn trouble(
        self,
        reader: &Reader,
        there: Result<bool, Code>,
        code: Option<Code>,
        what: &'static str,
    ) -> Error {
        let trouble = match (there, code, reader.held()) {
            (Ok(true), Some(code), Some(held)) => Trouble::of_living(held, code, what),
            (Ok(true), Some(code), None) | (Err(code), ..) => Trouble::of(code, what),
            (Ok(_), ..) => Trouble::Gone,
        };
        trouble.about(self.pid)
    }
}

/// How a signal reaches a process and no other.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Binding {
    /// The kernel holds on to the process: a signal goes through a descriptor of it.
    Handle,
    /// It is looked at again right before the signal is sent to its number. The number may change hands in between.
    Checked,
}

/// The number, and what tells the process from others that had it.
impl fmt::Debug for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Process").field("pid", &self.pid).field("identity", &self.identity).finish()
    }
}
