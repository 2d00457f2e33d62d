//! How a process ended.

use crate::os::WaitStatus;
use crate::process::Process;

/// A process that has ended, and how.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ended {
    pub(crate) process: Process,
    pub(crate) status: Option<WaitStatus>,
}

impl Ended {
    /// The process.
    pub fn process(&self) -> Process {
        self.process
    }

    /// The number it had.
    pub fn pid(&self) -> i32 {
        self.process.pid()
    }

    /// What the system says of its end, if it says it to us: see [`Process::wait`].
    pub fn status(&self) -> Option<WaitStatus> {
        self.status
    }

    /// What it exited with, or the negated number of the signal that ended it; `None` where the system does not tell us.
    #[doc(alias = "returncode")]
    pub fn exit_code(&self) -> Option<i32> {
        self.status.and_then(exit_code)
    }
}

/// The exit code in the manner of `subprocess`: negative for a signal.
pub(crate) fn exit_code(status: WaitStatus) -> Option<i32> {
    super::system::exit_code(status)
}

/// Whether a child that has ended is collected, or left to whoever in this program has started it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Collect {
    Yes,
    No,
    /// It is, and of others' children nothing is said.
    Own,
}
