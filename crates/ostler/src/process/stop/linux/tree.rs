//! Stopping a process and all that descend from it.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use ostler_sys::linux::process::helper::End;
use ostler_sys::linux::process::pidfd;
use ostler_sys::linux::process::supervisor::Supervisor;

use super::control_group::{ControlGroup, Listing};
use super::family::Family;
use super::freeze::Freeze;
use crate::audit::events;
use crate::error::{Error, Result};
use crate::host::Host as _;
use crate::process::child::Shared;
use crate::process::stop::ladder::Ladder;
use crate::process::{Doubt, Process, Report, Stop};
use crate::signal::{SIGKILL, Signal};

/// How long a tree is frozen at most: what grows faster than it can be looked at is sent the signal as far as it is known.
const FROZEN: Duration = Duration::from_secs(2);

/// How often those that come up and are gone before they can be looked at are taken for possible members. They may be
/// anybody's.
const DOUBTS: u32 = 8;

/// How many looks follow one another at once where none finds the tree quiet.
const HASTY: u32 = 200;

/// The longest time between two looks at a tree that goes on growing.
const LONGEST_NAP: Duration = Duration::from_millis(20);

/// Stops a process, a child perhaps, and all that descend from it.
pub(crate) fn stop(stop: &Stop<'_>, root: Process, child: Option<&Shared>) -> Result<Report> {
    let mut tree = Tree {
        ladder: Ladder::new(stop)?,
        family: Family::new(child),
        supervisor: child.and_then(Shared::supervisor),
        loose: Vec::new(),
    };
    tree.resume_supervisor();
    tree.family.found(&mut tree.ladder, root)?;
    let mut growing = false;
    for (signal, time) in stop.steps() {
        let deadline = Instant::now().checked_add(time);
        if tree.step(signal, deadline, &mut growing)? {
            break;
        }
    }
    Ok(tree.finish())
}

struct Tree<'a> {
    ladder: Ladder<'a>,
    family: Family<'a>,
    supervisor: Option<&'a Supervisor>,
    /// Why members could not be frozen.
    loose: Vec<Error>,
}

impl Tree<'_> {
    /// Sends a signal to all members, and to those that join until the time is up. Whether all have ended.
    fn step(
        &mut self,
        signal: Signal,
        deadline: Option<Instant>,
        growing: &mut bool,
    ) -> Result<bool> {
        if self.family.is_stale() && !self.family.look(&mut self.ladder)?.is_empty() {
            *growing = true;
        }
        let mut late = self.ladder.open();
        let mut nap = Duration::from_micros(100);
        loop {
            if *growing {
                let mut freeze = self.freeze(&mut late)?;
                self.send(&late, signal)?;
                freeze.leave_stopped(&self.ladder, signal);
                drop(freeze);
                self.family.helper = None;
            } else {
                self.send(&late, signal)?;
            }
            late = self.family.look(&mut self.ladder)?;
            *growing = !late.is_empty();
            let mut until = deadline;
            if *growing {
                // Time for others; then all over again.
                until = earlier(deadline, nap);
                nap = (nap * 2).min(LONGEST_NAP);
                self.send(&late, signal)?;
            }
            let ended = self.ladder.wait(until)?;
            if ended && self.is_over(&mut late, deadline)? {
                return Ok(true);
            }
            if is_past(deadline) {
                return Ok(false);
            }
        }
    }

    /// Sends a signal to members. Those in the control group of the tree are ended by the kernel at one go, where the signal is
    /// `SIGKILL`: it spares none, neither one that is to be tested nor the caller.
    fn send(&mut self, members: &[usize], signal: Signal) -> Result<()> {
        if let Some(control_group) = self.family.control_group
            && signal == SIGKILL
            && self.ladder.stop.test.is_none()
        {
            self.end_control_group(control_group, members)?;
        }
        self.ladder.signal(members, signal);
        Ok(())
    }

    fn end_control_group(&mut self, group: &ControlGroup, members: &[usize]) -> Result<()> {
        let inside: HashSet<i32> = group.members()?.numbers.into_iter().collect();
        let this = crate::os::getpid();
        if inside.is_empty() || inside.contains(&this) {
            return Ok(());
        }
        // One that was refused, or is left alone, is to be spared.
        let is_spared = |index: usize| {
            let settled = self.ladder.is_alive(index) && !self.ladder.is_open(index);
            settled && inside.contains(&self.ladder.process(index).pid())
        };
        if (0..self.ladder.len()).any(is_spared) {
            return Ok(());
        }
        let mut ended = Vec::new();
        for &index in members {
            let pid = self.ladder.process(index).pid();
            if !self.ladder.is_open(index) || !inside.contains(&pid) {
                continue;
            }
            // Where one is not to be sent the signal, each is asked about when its turn comes.
            if self.ladder.stop.host().raise(events::Kill { pid, sig: SIGKILL }).is_err() {
                return Ok(());
            }
            ended.push(index);
        }
        // Where it fails, each is sent the signal in its turn.
        if matches!(group.kill(), Ok(true)) {
            self.ladder.note(&ended, SIGKILL);
        }
        Ok(())
    }

    /// A supervisor that has been stopped neither collects nor tells.
    fn resume_supervisor(&self) {
        if let Some(supervisor) = self.supervisor {
            // Where this fails it does not serve, and that is told in the end.
            let _ = supervisor.resume();
        }
    }

    /// What has become of all. The signals have been sent: what cannot be asked any more is a doubt, and no error.
    fn finish(mut self) -> Report {
        let mut doubts = std::mem::take(&mut self.family.doubts);
        doubts.extend(self.loose.drain(..).map(Doubt::Unfrozen));
        let strays = self.family.strays(&mut self.ladder).unwrap_or_else(|error| {
            doubts.push(Doubt::Unanswered(error));
            Vec::new()
        });
        let left = match self.family.control_group.map(ControlGroup::members) {
            Some(Err(error)) => {
                doubts.push(Doubt::Unanswered(error));
                None
            }
            left => left.and_then(Result::ok),
        };
        let mut report = self.ladder.finish();
        if left.as_ref().is_some_and(|left| left.has_others) {
            doubts.push(Doubt::OutOfSight);
        }
        // A control group that is empty proves as much as a supervisor that has ended.
        let is_empty = left.as_ref().is_some_and(Listing::is_empty);
        match self.supervisor.map(Supervisor::collect) {
            None => {}
            // It ends of its own accord after the last descendant only.
            Some(Some(End::Done)) => doubts.clear(),
            Some(_) if is_empty => {}
            Some(Some(End::Killed | End::Unknown)) => doubts.push(Doubt::SupervisorLost),
            // What survives keeps it busy.
            Some(None) if !report.iter().all(|(_, outcome)| outcome.is_gone()) => {}
            Some(None) => doubts.push(Doubt::SupervisorSilent),
        }
        report.reparented = self.family.reparented;
        report.strays = strays;
        report.doubts = doubts;
        report
    }

    /// Stops all, until two looks in a row have found none that is new.
    fn freeze(&mut self, late: &mut Vec<usize>) -> Result<Freeze> {
        let mut freeze = Freeze::begin()?;
        self.family.helper = Some(freeze.helper());
        let started = Instant::now();
        let mut quiet = 0;
        while quiet < 2 && started.elapsed() < FROZEN {
            freeze.stop_new(&mut self.ladder, &mut self.loose);
            let new = self.family.look(&mut self.ladder)?;
            let is_quiet = new.is_empty() && !self.family.missed;
            quiet = if is_quiet { quiet + 1 } else { 0 };
            late.extend(new);
        }
        Ok(freeze)
    }

    /// Whether none is left, now that all members have ended: the supervisor ends after the last; where there is none, two
    /// looks in a row find none. Those that are found are `late`.
    fn is_over(&mut self, late: &mut Vec<usize>, deadline: Option<Instant>) -> Result<bool> {
        let mut nap = Duration::from_micros(50);
        let (mut quiet, mut unsure, mut looks) = (0, 0, 0_u32);
        loop {
            looks = looks.saturating_add(1);
            *late = self.family.sweep(&mut self.ladder)?;
            if !late.is_empty() {
                return Ok(false);
            }
            unsure += u32::from(self.family.unsure);
            let doubtful = self.family.missed || self.family.unsure && unsure < DOUBTS;
            quiet = if doubtful { 0 } else { quiet + 1 };
            let supervisor = self.supervisor.filter(|supervisor| supervisor.collect().is_none());
            if supervisor.is_none() && quiet >= 2 {
                return Ok(true);
            }
            if is_past(deadline) {
                return Ok(false);
            }
            if quiet < 2 && looks > HASTY {
                std::thread::sleep(LONGEST_NAP / 20);
            }
            if quiet >= 2 {
                let waited = supervisor.and_then(Supervisor::pidfd).map(|descriptor| {
                    let time = deadline.map_or(nap, |deadline| nap.min(left(deadline)));
                    pidfd::has_ended(descriptor, Some(time))
                });
                if !matches!(waited, Some(Ok(_))) {
                    std::thread::sleep(nap);
                }
                // It may have been stopped again.
                self.resume_supervisor();
                nap = (nap * 2).min(LONGEST_NAP);
            }
        }
    }
}

fn left(deadline: Instant) -> Duration {
    deadline.saturating_duration_since(Instant::now())
}

fn is_past(deadline: Option<Instant>) -> bool {
    deadline.is_some_and(|deadline| deadline <= Instant::now())
}

fn earlier(deadline: Option<Instant>, nap: Duration) -> Option<Instant> {
    let soon = Instant::now().checked_add(nap);
    match (deadline, soon) {
        (Some(deadline), Some(soon)) => Some(deadline.min(soon)),
        (one, other) => one.or(other),
    }
}
