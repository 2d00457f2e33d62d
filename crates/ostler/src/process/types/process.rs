//! [`Process`]: a number, and what tells its holder from others; and what the system says of one in a word.

use std::fmt;

use ostler_sys::key::Key;

/// A process, told from every other that has had or will have its number: `psutil.Process`.
///
/// It is a small value and holds no descriptor: keep as many as you like. Whatever is asked of it or done to it is first made
/// sure of: once the process is gone, every method says so ([`ErrorKind::ProcessLookup`](crate::ErrorKind::ProcessLookup)),
/// even if another process has the number by then.
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
    key: Key,
}

/// The number of the process that runs this program.
pub(crate) fn this() -> i32 {
    std::process::id().cast_signed()
}

impl Process {
    pub(crate) const fn from_parts(pid: i32, key: Key) -> Self {
        Self { pid, key }
    }

    /// What tells it from others that have its number.
    pub(crate) const fn key(&self) -> Key {
        self.key
    }

    /// The number.
    pub const fn pid(&self) -> i32 {
        self.pid
    }
}

/// The number, and what tells the process from others that had it.
impl fmt::Debug for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Process").field("pid", &self.pid).field("key", &self.key).finish()
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

/// Why a process is one to be careful with.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Protection {
    /// The first process: the system, or the container, ends with it.
    Init,
    /// A part of the kernel, which takes no signals.
    KernelThread,
    /// The caller.
    Caller,
    /// A parent of the caller, or its parent, and so on: the shell, the terminal, the session.
    Ancestor,
}
