//! Stopping all that is in a cgroup.

use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};

use super::control_group::{self, HANDFUL, Listing, is_gone};
use crate::audit::events;
use crate::error::Result;
use crate::host::Host as _;
use crate::os;
use crate::process::control::left;
use crate::process::stop::ladder::Ladder;
use crate::process::{Doubt, Process, Report, Stop};
use crate::signal::{SIGKILL, Signal};

pub(crate) fn stop(stop: &Stop<'_>, directory: &Path) -> Result<Report> {
    let mut cgroup = Cgroup {
        directory,
        ladder: Ladder::new(stop)?,
        known: HashSet::new(),
        seen: false,
        has_others: false,
    };
    for (signal, time) in stop.steps() {
        let deadline = Instant::now().checked_add(time);
        if cgroup.step(signal, deadline)? {
            break;
        }
    }
    let has_others = cgroup.has_others;
    let mut report = cgroup.ladder.finish();
    report.doubts.extend(has_others.then_some(Doubt::OutOfSight));
    Ok(report)
}

struct Cgroup<'a> {
    directory: &'a Path,
    ladder: Ladder<'a>,
    known: HashSet<Process>,
    /// Whether there was such a cgroup. It may be removed as soon as it is empty.
    seen: bool,
    /// Whether there were processes that have no number here, when it was last looked at.
    has_others: bool,
}

impl Cgroup<'_> {
    /// Sends a signal to all members, and to those that join until the time is up. Whether none is left.
    fn step(&mut self, signal: Signal, deadline: Option<Instant>) -> Result<bool> {
        const LONGEST_NAP: Duration = Duration::from_millis(20);
        let mut nap = Duration::from_millis(1);
        self.look()?;
        let mut late = self.ladder.open();
        loop {
            // The kernel spares nobody: neither those that are to be tested nor the caller.
            let each = self.ladder.stop.test.is_some() || self.has_caller();
            if signal != SIGKILL || each || !self.kill_all(&late)? {
                self.ladder.signal(&late, signal);
            }
            late = self.look()?;
            let until = if late.is_empty() {
                deadline
            } else {
                let soon = Instant::now().checked_add(nap);
                nap = (nap * 2).min(LONGEST_NAP);
                match (soon, deadline) {
                    (Some(soon), Some(deadline)) => Some(soon.min(deadline)),
                    (one, other) => one.or(other),
                }
            };
            if self.ladder.wait(until)? {
                late = self.look()?;
                if late.is_empty() && !self.has_others {
                    return Ok(true);
                }
                if late.is_empty() {
                    // Those without a number here cannot be waited for.
                    std::thread::sleep(left(deadline).unwrap_or(LONGEST_NAP).min(LONGEST_NAP));
                }
            }
            if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
                return Ok(false);
            }
        }
    }

    fn has_caller(&self) -> bool {
        let this = os::getpid();
        self.known.iter().any(|process| process.pid() == this)
    }

    /// Has the kernel end all of them, those being started included. Whether it can.
    fn kill_all(&mut self, members: &[usize]) -> Result<bool> {
        for &index in members {
            let pid = self.ladder.process(index).pid();
            self.ladder.stop.host().raise(events::Kill { pid, sig: SIGKILL })?;
        }
        let directory = match os::open(self.directory, os::O_RDONLY | os::O_DIRECTORY) {
            Err(error) if is_gone(&error) => return Ok(false),
            directory => directory?,
        };
        let can = control_group::kill(&directory, self.directory)?;
        if can {
            self.ladder.note(members, SIGKILL);
        }
        Ok(can)
    }

    fn members(&mut self) -> Result<Vec<i32>> {
        match control_group::members(self.directory) {
            Err(error) if self.seen && is_gone(&error) => {
                self.has_others = false;
                Ok(Vec::new())
            }
            listing => {
                let listing = listing?;
                self.seen = true;
                self.has_others = listing.has_others;
                Ok(listing.numbers)
            }
        }
    }

    /// Looks for members that are not known yet: their places.
    fn look(&mut self) -> Result<Vec<usize>> {
        let mut found = Vec::new();
        let numbers = self.members()?;
        for numbers in numbers.chunks(HANDFUL) {
            let directory = self.directory;
            let list = || match control_group::members(directory) {
                Err(error) if is_gone(&error) => Ok(Listing::default()),
                listing => listing,
            };
            let is_known = |process| self.known.contains(&process);
            for held in control_group::hold(&mut self.ladder, numbers, is_known, list)? {
                self.known.insert(held.process());
                found.push(self.ladder.push_held(held)?);
            }
        }
        Ok(found)
    }
}
