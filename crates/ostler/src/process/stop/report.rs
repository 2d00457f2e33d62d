//! What came of stopping processes.

use crate::error::Error;
use crate::os::WaitStatus;
use crate::process::Process;
use crate::signal::Signal;

/// What became of a process that was to be stopped.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// It has ended after this signal, the last that was sent to it.
    Ended {
        /// The signal that was enough.
        by: Signal,
        /// How it ended, where the system tells: see [`Process::wait`].
        status: Option<WaitStatus>,
    },
    /// It had ended before anything was sent: it was gone, or a zombie.
    AlreadyGone,
    /// It was no longer what it was chosen for, and was left alone from then on.
    NoLongerMatches,
    /// The system, or an audit hook, does not let us, and says why.
    Refused(Error),
    /// It has been sent every signal there was to send, and is still there.
    Survived,
}

impl Outcome {
    /// Whether the process is not there any more.
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Ended { .. } | Self::AlreadyGone)
    }

    /// What it exited with, or the negated number of the signal that ended it, where the system tells.
    pub fn exit_code(&self) -> Option<i32> {
        match self {
            Self::Ended { status, .. } => status.and_then(crate::process::control::exit_code),
            _ => None,
        }
    }
}

/// What became of each of several processes that were to be stopped.
#[derive(Debug, Default)]
pub struct Report {
    pub(crate) outcomes: Vec<(Process, Outcome)>,
    pub(crate) reparented: Vec<Process>,
    pub(crate) strays: Vec<Process>,
}

impl Report {
    /// Every process and what became of it: in the order given, or in that in which a tree was found, the root first.
    pub fn iter(&self) -> std::slice::Iter<'_, (Process, Outcome)> {
        self.outcomes.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.outcomes.len()
    }

    /// Whether there was nothing to stop.
    pub fn is_empty(&self) -> bool {
        self.outcomes.is_empty()
    }

    /// What became of a process.
    pub fn get(&self, process: Process) -> Option<&Outcome> {
        self.iter().find(|(one, _)| *one == process).map(|(_, outcome)| outcome)
    }

    /// Whether each that was to be stopped is gone. Those that no longer matched were not.
    pub fn is_complete(&self) -> bool {
        self.iter()
            .all(|(_, outcome)| outcome.is_gone() || matches!(outcome, Outcome::NoLongerMatches))
    }

    /// Those that have ended on a signal.
    pub fn ended(&self) -> impl Iterator<Item = Process> {
        self.which(|outcome| matches!(outcome, Outcome::Ended { .. }))
    }

    /// Those that are still there after all.
    pub fn survivors(&self) -> impl Iterator<Item = Process> {
        self.which(|outcome| matches!(outcome, Outcome::Survived))
    }

    /// Those that we were not let stop, and why.
    pub fn refused(&self) -> impl Iterator<Item = (Process, &Error)> {
        self.iter().filter_map(|(process, outcome)| match outcome {
            Outcome::Refused(error) => Some((*process, error)),
            _ => None,
        })
    }

    /// Descendants of a tree that lost their parent while it was being stopped, and belonged to it nevertheless. They are
    /// among the processes of the report.
    pub fn reparented(&self) -> &[Process] {
        &self.reparented
    }

    /// Processes that came up without a parent while a tree was being stopped, in a session and group that it shares with
    /// others: they may have been of the tree. They have been left alone.
    pub fn strays(&self) -> &[Process] {
        &self.strays
    }

    fn which(&self, is: impl Fn(&Outcome) -> bool) -> impl Iterator<Item = Process> {
        self.iter().filter(move |(_, outcome)| is(outcome)).map(|(process, _)| *process)
    }
}

impl<'a> IntoIterator for &'a Report {
    type Item = &'a (Process, Outcome);
    type IntoIter = std::slice::Iter<'a, (Process, Outcome)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Report {
    type Item = (Process, Outcome);
    type IntoIter = std::vec::IntoIter<(Process, Outcome)>;

    fn into_iter(self) -> Self::IntoIter {
        self.outcomes.into_iter()
    }
}
