//! What came of stopping processes.

use std::fmt;

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

/// Why a report may not tell of all: what could not be made out, or a promise that could not be kept.
///
/// ```
/// use ostler::process::{Child, Doubt, Stop};
///
/// let root = Child::spawn("sleep", ["60"])?;
/// let report = Stop::new().tree(root.process())?;
/// for doubt in report.doubts() {
///     if matches!(doubt, Doubt::SupervisorLost) {
///         eprintln!("{doubt}");
///     }
/// }
/// # assert!(report.doubts().is_empty());
/// # Ok::<(), ostler::Error>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Doubt {
    /// The supervisor of a [contained](crate::process::Spawn::contained) child was killed while it had something to keep
    /// together. What lost its parent after that fell to another, and may go on.
    SupervisorLost,
    /// The supervisor of a contained child is there after the end of all that is known to be below it: it is kept from its
    /// work, or there is something below it that could not be found.
    SupervisorSilent,
    /// The system does not say of a process whether it belongs to the tree, or what belongs to it.
    Unanswered(Error),
    /// A member of a tree that was growing could not be frozen: what it started meanwhile may have been missed.
    Unfrozen(Error),
    /// There are processes in the control group that have no number here: they are outside of this program's PID namespace.
    OutOfSight,
}

impl Doubt {
    /// The system's answer, where there was one.
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::Unanswered(error) | Self::Unfrozen(error) => Some(error),
            Self::SupervisorLost | Self::SupervisorSilent | Self::OutOfSight => None,
        }
    }
}

/// What is in doubt, in a sentence without a full stop.
impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SupervisorLost => {
                f.write_str("The supervisor of the tree was killed: descendants may have got away")
            }
            Self::SupervisorSilent => f.write_str(
                "The supervisor of the tree does not end: it is kept from its work, or descendants are left",
            ),
            Self::Unanswered(error) => write!(f, "A process may belong to the tree: {error}"),
            Self::Unfrozen(error) => write!(f, "A process was not frozen: {error}"),
            Self::OutOfSight => {
                f.write_str("There are processes of another PID namespace in the control group")
            }
        }
    }
}

/// What became of each of several processes that were to be stopped.
///
/// It tells of the processes that were given or found. Of a tree it promises:
///
/// - Every process it lists was the root or descended from it; or was in the tree's control group, where the child was started
///   in one of its own (`Spawn::cgroup`). Nothing else was sent a signal.
/// - What is listed as gone is gone. What the system did not let be done or known is [refused](Self::refused) or a
///   [doubt](Self::doubts).
/// - What came up meanwhile, lost its parent and may have been of the tree is among the [strays](Self::strays).
///
/// It does not promise that nothing has got away. Only the supervisor of a [contained](crate::process::Spawn::contained) child and
/// a control group can do that, and where they could not there is a doubt.
#[derive(Debug, Default)]
pub struct Report {
    pub(crate) outcomes: Vec<(Process, Outcome)>,
    pub(crate) reparented: Vec<Process>,
    pub(crate) strays: Vec<Process>,
    pub(crate) doubts: Vec<Doubt>,
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

    /// Whether each that was to be stopped is gone, and nothing is in [doubt](Self::doubts). Those that no longer matched were not
    /// to be stopped; [strays](Self::strays) are not taken into account.
    pub fn is_complete(&self) -> bool {
        self.doubts.is_empty()
            && self.iter().all(|(_, outcome)| {
                outcome.is_gone() || matches!(outcome, Outcome::NoLongerMatches)
            })
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

    /// Processes that may have been of a tree, and have been left alone.
    ///
    /// They came up while it was being stopped, and were there in the end. They have lost their parent: they are children of the
    /// process that the orphans of the tree fall to. They have what a descendant would have inherited, the control group and the
    /// real user id of a member, as far as that can be read. A daemon that another program started meanwhile may have all of
    /// that as well, and be among them. What descends from a stray is not listed.
    ///
    /// On Windows there are none: what a process says of its parent is true after that one's end, too.
    pub fn strays(&self) -> &[Process] {
        &self.strays
    }

    /// What could not be made out, and promises that could not be kept: empty as a rule.
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts
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
