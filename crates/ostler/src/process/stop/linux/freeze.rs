//! [`Freeze`]: nothing in a tree moves, and all of it goes on afterwards whatever happens.

use ostler_sys::linux::process::guard::Guard;

use crate::errno;
use crate::error::{Error, ErrorKind, Result};
use crate::process::control::send_now;
use crate::process::identity::Held;
use crate::process::stop::ladder::Ladder;
use crate::process::{Process, Trouble};
use crate::signal::{SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, Signal};

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

    /// Stops those that have joined since the last time. What cannot be stopped goes on meanwhile: why is added.
    pub(super) fn stop_new(&mut self, ladder: &mut Ladder<'_>, loose: &mut Vec<Error>) {
        for index in self.done..ladder.len() {
            if ladder.is_open(index) {
                match self.stop_one(ladder, index) {
                    Err(error) if !is_over(&error) => loose.push(error),
                    _ => {}
                }
            }
        }
        self.done = ladder.len();
    }

    fn stop_one(&mut self, ladder: &mut Ladder<'_>, index: usize) -> Result<()> {
        let process = ladder.process(index);
        let stop = ladder.stop;
        // What is left alone, or cannot be tested, is reported when its turn for the signal comes.
        if !matches!(ladder.with(index, |held| stop.still_matches(held))?, Ok(true)) {
            return Ok(());
        }
        if !self.guard.enter(process.pid(), process.key()) {
            return Err(Trouble::of(errno::ENOMEM, "freezing").about(process.pid()));
        }
        self.frozen.push((index, process));
        ladder.with(index, |held| send_now(held, SIGSTOP, &mut stop.host()))?
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
                Ok(held) => match held.send_signal(SIGCONT) {
                    Ok(()) | Err(errno::ESRCH) => {}
                    Err(_) => return self.guard.resume_all(),
                },
                Err(error) if is_over(&error) => {}
                // No descriptor is to be had: the helper has some, and time to try again.
                Err(_) => return self.guard.resume_all(),
            }
        }
    }
}

fn is_over(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::ProcessLookup | ErrorKind::ZombieProcess)
}
