use std::time::Duration;

use ostler::process::{Outcome, Process, Stop};

/// Asks a process to end, and makes it after a while; with which signal it ended.
pub fn insist(pid: i32, grace: Duration) -> ostler::Result<Outcome> {
    Stop::new().grace(grace).one(Process::new(pid)?)
}
