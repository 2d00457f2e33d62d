//! Trees: the descendants of a process, by PID and start time.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use ostler_sys::key::Key;
use ostler_sys::process::{job, table};

use super::ladder::Ladder;
use super::{Report, Stop};
use crate::error::Result;
use crate::process::Process;
use crate::process::child::Shared;
use crate::process::control::Watch;
use crate::process::identity::Held;

/// The time for others between two looks at a tree that goes on growing.
const NAP: Duration = Duration::from_millis(5);

/// Stops a process and all that descend from it. What a process says of its parent stays as it is when that ends, so none is lost
/// that was started by a member that is known; a child's job knows of the others.
pub(super) fn stop_tree(stop: &Stop<'_>, root: Process, child: Option<&Shared>) -> Result<Report> {
    let mut tree =
        Tree { ladder: Ladder::new(stop)?, members: HashMap::new(), known: HashSet::new(), child };
    tree.enter(root);
    tree.look()?;
    for (signal, time) in stop.steps() {
        let deadline = Instant::now().checked_add(time);
        if tree.step(signal, deadline)? {
            break;
        }
    }
    Ok(tree.ladder.finish())
}

struct Tree<'a> {
    ladder: Ladder<'a>,
    /// The members, by their numbers. Each is held to the end, so that nobody else gets its number meanwhile.
    members: HashMap<u32, Held>,
    known: HashSet<Process>,
    child: Option<&'a Shared>,
}

impl Tree<'_> {
    fn enter(&mut self, process: Process) {
        if !self.known.insert(process) {
            return;
        }
        self.ladder.push(process);
        // Also one that has ended: whom it started says so still.
        match Held::take_any(process.pid()) {
            Ok(held) if held.process() == process => {
                self.members.insert(held.number(), held);
            }
            _ => {}
        }
    }

    /// Sends a signal to all members, and to those that join until the time is up. Whether all have ended.
    fn step(&mut self, signal: crate::signal::Signal, deadline: Option<Instant>) -> Result<bool> {
        loop {
            let open = self.ladder.open();
            self.ladder.signal(&open, signal);
            let grown = self.look()?;
            let soon = Instant::now().checked_add(NAP);
            let until = match (deadline, soon) {
                (Some(deadline), Some(soon)) if grown => Some(deadline.min(soon)),
                (None, soon) if grown => soon,
                (deadline, _) => deadline,
            };
            let ended = self.ladder.wait(until)?;
            // Who was started by one that has ended since.
            if ended && !self.look()? {
                return Ok(true);
            }
            if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
                return Ok(false);
            }
        }
    }

    /// Looks for members that are not known yet, and enters them, parents first. Whether there were any.
    fn look(&mut self) -> Result<bool> {
        let before = self.known.len();
        if let Some(job) = self.child.and_then(Shared::job) {
            for pid in job::processes(job)? {
                if let Some(held) = Watch::take_number(pid.cast_signed())? {
                    // Its number may have changed hands since the job was asked, but not while it is held.
                    if job::processes(job)?.contains(&pid) {
                        self.enter(held.process());
                    }
                }
            }
        }
        let mut table = table::read()?;
        table.sort_by_key(|entry| entry.created);
        // Parents are older than their children: one pass finds all.
        for entry in &table {
            let Some(parent) = self.members.get(&entry.parent) else { continue };
            if parent.created() <= entry.created && entry.pid != entry.parent {
                let pid = entry.pid.cast_signed();
                self.enter(Process::from_parts(pid, Key::Created(entry.created)));
            }
        }
        Ok(self.known.len() > before)
    }
}
