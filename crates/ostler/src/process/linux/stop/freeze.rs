//! [`Freeze`]: nobody in a tree moves, and all go on afterwards whatever happens.

use crate::error::{ErrorKind, Result};
use crate::process::Process;
use crate::process::control::send_now;
use crate::process::identity::{Held, Identity};
use crate::process::stop::ladder::Ladder;
use crate::signal::{SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, Signal};
use crate::sys::linux::process::guard::{Guard, Key};

/// How many processes can be stopped at once. One more is not stopped.
const ROOM: usize = 1 << 16;

/// Processes that are stopped. When this is dropped they go on; when this program ends before that, however it does, a helper
/// makes them go on.
#[derive(Debug)]
pub(super) struct Freeze {
    guard: Guard,
    frozen: Vec<(usize, Process)>,
    done: usize,
}

impl Freeze {
    pub(super) fn begin() -> Result<Self> {
        Ok(Self { guard: Guard::start(ROOM)?, frozen: Vec::new(), done: 0 })
    }

    /// The helper's number.
    pub(super) fn helper(&self) -> i32 {
        self.guard.pid()
    }

    /// Stops those that have joined since the last time.
    pub(super) fn stop_new(&mut self, ladder: &mut Ladder<'_>) {
        for index in self.done..ladder.len() {
            if !ladder.is_open(index) {
                continue;
            }
            let process = ladder.process(index);
            let key = match process.identity() {
                Identity::Inode(inode) => Key::Inode(inode),
                Identity::Ticks(ticks) => Key::Ticks(ticks),
            };
            // Where it is refused or too late the signal itself will tell.
            let stop = ladder.stop;
            let matches = ladder.with(index, |held| stop.still_matches(held).unwrap_or(false));
            if matches.unwrap_or(false) && self.guard.enter(process.pid(), key) {
                self.frozen.push((index, process));
                let send = |held: &Held| send_now(held, SIGSTOP, &mut stop.host());
                let _ = ladder.with(index, send);
            }
        }
        self.done = ladder.len();
    }

    /// Those that were sent a signal that stops them do not go on: that would undo it.
    pub(super) fn leave_stopped(&mut self, ladder: &Ladder<'_>, signal: Signal) {
        if [SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU].contains(&signal) {
            self.frozen.retain(|&(index, _)| ladder.sent(index) != Some(signal));
        }
    }
}

impl Drop for Freeze {
    fn drop(&mut self) {
        for &(_, process) in &self.frozen {
            match Held::of(process) {
                Ok(held) => drop(held.send_signal(SIGCONT)),
                Err(error) if error.kind() == ErrorKind::ProcessLookup => {}
                // No descriptor is to be had: the helper has some.
                Err(_) => return self.guard.resume_all(),
            }
        }
    }
}
