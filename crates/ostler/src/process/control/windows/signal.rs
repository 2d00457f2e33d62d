//! Making processes end, stop and go on, where there are no signals.

use std::os::windows::io::AsHandle as _;

use ostler_sys::process::{console, handle};

use super::super::send_now;
use super::ask::{self, Way};
use crate::audit::events;
use crate::error::Result;
use crate::host::{Host, raise};
use crate::process::code::Code;
use crate::process::error::Trouble;
use crate::process::identity::Held;
use crate::signal::{CTRL_BREAK_EVENT, CTRL_C_EVENT, SIGTERM, Signal};

/// What no process can refuse. There is no such signal on Windows: the number 9, that of `SIGKILL` elsewhere, ends a process, which
/// then has it as its exit code.
pub const KILL: Signal = Signal::from_raw(9);

impl Held {
    /// Does what the reference's `os.kill` does: the two events of a console go to the group that the process leads, any other
    /// number ends it, and is its exit code.
    pub(in super::super) fn send_signal(&self, signal: Signal) -> Result<(), Code> {
        match signal {
            CTRL_C_EVENT => ask::tell(self, console::CTRL_C_EVENT),
            CTRL_BREAK_EVENT => ask::tell(self, console::CTRL_BREAK_EVENT),
            signal => self.terminate(signal.raw().cast_unsigned()),
        }
    }
}

/// A step of the ladder: the first one asks, others are sent. Whether there was a way.
pub(crate) fn step(held: &Held, signal: Signal, host: &mut dyn Host) -> Result<bool> {
    if signal != SIGTERM {
        return send_now(held, signal, host).map(|()| true);
    }
    let pid = held.process().pid();
    raise(host, events::Kill { pid, sig: signal })?;
    match ask::to_end(held) {
        Ok(Way::None) => Ok(false),
        Ok(Way::Window | Way::Console) => Ok(true),
        Err(code) => Err(Trouble::of(code, "asking to end").about(pid)),
    }
}

/// Stops every thread of a process.
pub(in super::super) fn suspend(held: &Held) -> Result<()> {
    let stop = || {
        let process = held.open(handle::PROCESS_SUSPEND_RESUME)?;
        Ok(handle::suspend(process.as_handle())?)
    };
    stop().map_err(|code: Code| Trouble::of(code, "suspending").about(held.process().pid()))
}

/// Lets them go on.
pub(in super::super) fn resume(held: &Held) -> Result<()> {
    let go_on = || {
        let process = held.open(handle::PROCESS_SUSPEND_RESUME)?;
        Ok(handle::resume(process.as_handle())?)
    };
    go_on().map_err(|code: Code| Trouble::of(code, "resuming").about(held.process().pid()))
}
