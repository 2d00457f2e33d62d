//! Stopping a process and all that descend from it.

use std::time::{Duration, Instant};

use super::family::Family;
use super::freeze::Freeze;
use crate::error::Result;
use crate::process::Process;
use crate::process::stop::ladder::Ladder;
use crate::process::{Report, Stop};
use crate::signal::Signal;
use crate::sys::linux::process::pidfd;
use crate::sys::linux::process::supervisor::Supervisor;

/// How long a tree is frozen at most: what grows faster than it can be looked at is sent the signal as far as it is known.
const FROZEN: Duration = Duration::from_secs(2);

/// How often those that come up and are gone before they can be looked at are taken for possible members. They may be
/// anybody's.
const DOUBTS: u32 = 8;

/// The longest time between two looks at a tree that goes on growing.
const LONGEST_NAP: Duration = Duration::from_millis(20);

pub(crate) fn stop(
    stop: &Stop<'_>,
    root: Process,
    supervisor: Option<&Supervisor>,
) -> Result<Report> {
    let mut tree = Tree { ladder: Ladder::new(stop)?, family: Family::new(supervisor), supervisor };
    tree.family.found(&mut tree.ladder, root)?;
    tree.family.look(&mut tree.ladder)?;
    let mut growing = false;
    for (signal, time) in stop.steps() {
        let deadline = Instant::now().checked_add(time);
        if tree.step(signal, deadline, &mut growing)? {
            break;
        }
    }
    let mut report = tree.ladder.finish();
    report.reparented = tree.family.reparented;
    report.strays = tree.family.strays;
    Ok(report)
}

struct Tree<'a> {
    ladder: Ladder<'a>,
    family: Family<'a>,
    supervisor: Option<&'a Supervisor>,
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
                self.ladder.signal(&late, signal);
                freeze.leave_stopped(&self.ladder, signal);
                drop(freeze);
                self.family.helper = None;
            } else {
                self.ladder.signal(&late, signal);
            }
            late = self.family.look(&mut self.ladder)?;
            *growing = !late.is_empty();
            let mut until = deadline;
            if *growing {
                // Time for others; then all over again.
                until = earlier(deadline, nap);
                nap = (nap * 2).min(LONGEST_NAP);
                self.ladder.signal(&late, signal);
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

    /// Stops everybody, until two looks in a row have found nobody new.
    fn freeze(&mut self, late: &mut Vec<usize>) -> Result<Freeze> {
        let mut freeze = Freeze::begin()?;
        self.family.helper = Some(freeze.helper());
        let started = Instant::now();
        let mut quiet = 0;
        while quiet < 2 && started.elapsed() < FROZEN {
            freeze.stop_new(&mut self.ladder);
            let new = self.family.look(&mut self.ladder)?;
            let is_quiet = new.is_empty() && !self.family.missed;
            quiet = if is_quiet { quiet + 1 } else { 0 };
            late.extend(new);
        }
        Ok(freeze)
    }

    /// Whether nobody is left, now that all members have ended: the supervisor ends after the last; where there is none, two
    /// looks in a row find nobody. Those who are found are `late`.
    fn is_over(&mut self, late: &mut Vec<usize>, deadline: Option<Instant>) -> Result<bool> {
        let mut nap = Duration::from_micros(50);
        let (mut quiet, mut unsure) = (0, 0);
        loop {
            *late = self.family.sweep(&mut self.ladder)?;
            if !late.is_empty() {
                return Ok(false);
            }
            unsure += u32::from(self.family.unsure);
            let doubtful = self.family.missed || self.family.unsure && unsure < DOUBTS;
            quiet = if doubtful { 0 } else { quiet + 1 };
            let supervisor = self.supervisor.filter(|supervisor| !supervisor.collect());
            if supervisor.is_none() && quiet >= 2 {
                return Ok(true);
            }
            if is_past(deadline) {
                return Ok(false);
            }
            if quiet >= 2 {
                match supervisor.and_then(Supervisor::pidfd) {
                    Some(descriptor) => drop(pidfd::has_ended(descriptor, Some(nap))),
                    None => std::thread::sleep(nap),
                }
                nap = (nap * 2).min(LONGEST_NAP);
            }
        }
    }
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
