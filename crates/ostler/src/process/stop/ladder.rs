//! The steps of stopping: a signal to each, a time to wait, the next signal to the rest.

use std::time::Instant;

use super::{Outcome, Report, Stop};
use crate::error::{Error, ErrorKind, Result};
use crate::os::WaitStatus;
use crate::process::child;
#[cfg(linux_kernel)]
use crate::process::control::go_on;
use crate::process::control::{Collect, Watch, how_it_ended, no_way, step};
use crate::process::identity::Held;
use crate::process::{Process, this};
use crate::signal::Signal;

/// Processes on their way out.
#[derive(Debug)]
pub(crate) struct Ladder<'a> {
    pub(crate) stop: &'a Stop<'a>,
    watch: Watch,
    targets: Vec<Target>,
    this: i32,
}

#[derive(Debug)]
struct Target {
    /// The last signal it was sent.
    sent: Option<Signal>,
    /// Why it could not be made to act on it.
    held_up: Option<Error>,
    outcome: Option<Outcome>,
}

/// What a signal came to.
enum Sent {
    Yes,
    /// It has been sent it, and may not notice: it could not be made to go on if it is stopped.
    #[cfg(linux_kernel)]
    InVain(Error),
    /// It had ended, and how.
    TooLate(Option<WaitStatus>),
    NoLongerMatches,
    /// It cannot be sent this one.
    NoWay,
    Refused(Error),
}

impl<'a> Ladder<'a> {
    pub(crate) fn new(stop: &'a Stop<'a>) -> Result<Self> {
        let watch = Watch::new(Collect::No)?;
        Ok(Self { stop, watch, targets: Vec::new(), this: this() })
    }

    /// Adds a process to be stopped, and tells its place.
    pub(crate) fn push(&mut self, process: Process) -> usize {
        let index = self.watch.push(process);
        self.enter(index)
    }

    fn enter(&mut self, index: usize) -> usize {
        self.targets.push(Target { sent: None, held_up: None, outcome: None });
        // One does not wait for one's own end.
        if self.is_caller(index) {
            self.watch.settle(index);
        }
        index
    }

    pub(crate) fn process(&self, index: usize) -> Process {
        self.watch.process(index)
    }

    /// The places of those that are still to be stopped.
    pub(crate) fn open(&self) -> Vec<usize> {
        self.watch.open()
    }

    pub(crate) fn is_open(&self, index: usize) -> bool {
        self.watch.is_open(index)
    }

    /// Whether it is the caller itself, who comes last.
    pub(crate) fn is_caller(&self, index: usize) -> bool {
        self.process(index).pid() == self.this
    }

    /// Sends a signal to each of these that are still there and have not been sent it. The caller is not sent any.
    pub(crate) fn signal(&mut self, indices: &[usize], signal: Signal) {
        for &index in indices {
            if self.is_open(index) && self.targets[index].sent != Some(signal) {
                self.signal_one(index, signal);
            }
        }
    }

    fn signal_one(&mut self, index: usize, signal: Signal) {
        let stop = self.stop;
        let sent = self.watch.with(index, |held| send(stop, held, signal));
        let outcome = match sent {
            Ok(Sent::Yes) => {
                self.targets[index].sent = Some(signal);
                self.targets[index].held_up = None;
                return;
            }
            #[cfg(linux_kernel)]
            Ok(Sent::InVain(error)) => {
                self.targets[index].sent = Some(signal);
                self.targets[index].held_up = Some(error);
                return;
            }
            Ok(Sent::TooLate(status)) => self.over(index, status),
            Ok(Sent::NoLongerMatches) => Outcome::NoLongerMatches,
            Ok(Sent::NoWay) => match stop.then {
                // Asking in vain takes no time.
                Some(then) if then != signal => return self.signal_one(index, then),
                _ => Outcome::Refused(no_way(self.process(index).pid())),
            },
            Err(error) if error.kind() == ErrorKind::ProcessLookup => {
                let status = child::known(self.process(index));
                self.over(index, status)
            }
            Ok(Sent::Refused(error)) | Err(error) => Outcome::Refused(error),
        };
        self.settle(index, outcome);
    }

    fn over(&self, index: usize, status: Option<WaitStatus>) -> Outcome {
        match self.targets[index].sent {
            Some(by) => Outcome::Ended { by, status },
            None => Outcome::AlreadyGone,
        }
    }

    fn settle(&mut self, index: usize, outcome: Outcome) {
        self.watch.settle(index);
        self.targets[index].outcome = Some(outcome);
    }

    /// Waits until all have ended, or the time is up: whether all have.
    pub(crate) fn wait(&mut self, deadline: Option<Instant>) -> Result<bool> {
        let targets = &mut self.targets;
        self.watch.wait(deadline, &mut self.stop.host(), |index, ended| {
            let target = &mut targets[index];
            target.outcome.get_or_insert(match target.sent {
                Some(by) => Outcome::Ended { by, status: ended.status },
                None => Outcome::AlreadyGone,
            });
            Ok(())
        })
    }

    /// Takes every step, for all.
    pub(crate) fn climb(&mut self) -> Result<()> {
        for (signal, time) in self.stop.steps() {
            let open = self.open();
            self.signal(&open, signal);
            if self.wait(Instant::now().checked_add(time))? {
                break;
            }
        }
        Ok(())
    }

    /// What became of all. The caller, if it is among them, is sent the first signal now.
    pub(crate) fn finish(mut self) -> Report {
        for index in 0..self.targets.len() {
            if self.is_caller(index) {
                self.signal_one(index, self.stop.first);
            }
        }
        let targets = std::mem::take(&mut self.targets);
        let outcomes = targets
            .into_iter()
            .enumerate()
            .map(|(index, target)| {
                let left = target.held_up.map_or(Outcome::Survived, Outcome::Refused);
                (self.watch.process(index), target.outcome.unwrap_or(left))
            })
            .collect();
        Report { outcomes, ..Report::default() }
    }
}

/// For those who look for processes meanwhile.
#[cfg(linux_kernel)]
impl Ladder<'_> {
    /// The same of a process that is held.
    pub(crate) fn push_held(&mut self, held: Held) -> Result<usize> {
        let index = self.watch.push_held(held)?;
        Ok(self.enter(index))
    }

    /// Gets hold of whoever has a number.
    pub(crate) fn take(&mut self, pid: i32) -> Result<Option<Held>> {
        self.watch.take_number(pid)
    }

    /// Does something with a process that is held, and goes on holding it if there is room.
    pub(crate) fn with<T>(&mut self, index: usize, act: impl FnOnce(&Held) -> T) -> Result<T> {
        self.watch.with(index, act)
    }

    /// How many there are, and have been.
    pub(crate) fn len(&self) -> usize {
        self.targets.len()
    }

    /// Whether it is not known to have ended: a target, or one that is left alone.
    pub(crate) fn is_alive(&self, index: usize) -> bool {
        self.targets[index].outcome.as_ref().is_none_or(|outcome| !outcome.is_gone())
    }

    /// Those that are not known to have ended.
    pub(crate) fn alive(&self) -> impl Iterator<Item = Process> {
        (0..self.len()).filter(|&index| self.is_alive(index)).map(|index| self.process(index))
    }

    /// The last signal it was sent.
    pub(crate) fn sent(&self, index: usize) -> Option<Signal> {
        self.targets[index].sent
    }

    /// Takes note that each of these has been sent a signal in another way.
    pub(crate) fn note(&mut self, indices: &[usize], signal: Signal) {
        for &index in indices {
            self.targets[index].sent = Some(signal);
            self.targets[index].held_up = None;
        }
    }
}

/// Tests a process that is held once more, and sends it a signal.
fn send(stop: &Stop<'_>, held: &Held, signal: Signal) -> Sent {
    if has_ended(held) {
        return Sent::TooLate(how_it_ended(held, Collect::No));
    }
    match stop.still_matches(held) {
        Ok(true) => {}
        Ok(false) => return Sent::NoLongerMatches,
        Err(error) => return refused(held, error),
    }
    match step(held, signal, &mut stop.host()) {
        Ok(true) => {}
        Ok(false) => return Sent::NoWay,
        Err(error) => return refused(held, error),
    }
    #[cfg(linux_kernel)]
    if let Err(error) = go_on(held, signal, &mut stop.host())
        && !has_ended(held)
    {
        return Sent::InVain(error);
    }
    Sent::Yes
}

/// What an error means that came of a process: it may be about another, or from a hook.
fn refused(held: &Held, error: Error) -> Sent {
    if has_ended(held) {
        Sent::TooLate(how_it_ended(held, Collect::No))
    } else {
        Sent::Refused(error)
    }
}

/// Whether it is known to have ended. Where that cannot be made out, what is done next will tell.
fn has_ended(held: &Held) -> bool {
    held.has_ended().is_ok_and(|ended| ended)
}
