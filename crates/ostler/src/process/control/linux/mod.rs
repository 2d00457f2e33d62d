//! Signals and waiting, by process descriptors.

mod ending;
mod watch;

pub(super) use ending::{ends, exit_code};
pub(crate) use ending::{how_it_ended, of_a_child};
pub(super) use watch::Waiting;

use super::{deliver, send_now};
use crate::error::Result;
use crate::host::Host;
use crate::process::identity::Held;
use crate::signal::{SIGCONT, SIGKILL, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, Signal};

/// What no process can refuse: `SIGKILL`.
pub use crate::signal::SIGKILL as KILL;

/// A step of the ladder. Whether there was a way.
pub(crate) fn step(held: &Held, signal: Signal, host: &mut dyn Host) -> Result<bool> {
    send_now(held, signal, host).map(|()| true)
}

/// Makes one go on that has been sent a signal of the ladder, so that it acts on it.
pub(crate) fn go_on(held: &Held, signal: Signal, host: &mut dyn Host) -> Result<()> {
    if needs_to_go_on(signal) { send_now(held, SIGCONT, host) } else { Ok(()) }
}

/// One that is stopped must go on to act on a signal.
fn needs_to_go_on(signal: Signal) -> bool {
    ![SIGKILL, SIGSTOP, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU].contains(&signal) && signal.raw() != 0
}

/// Stops a process where it is.
pub(super) fn suspend(held: &Held) -> Result<()> {
    deliver(held, SIGSTOP)
}

/// Lets it go on.
pub(super) fn resume(held: &Held) -> Result<()> {
    deliver(held, SIGCONT)
}
