//! What Linux answers: files of `/proc`, process descriptors, signals.

pub(crate) mod accounts;
pub(crate) mod attributes;
pub(crate) mod child;
pub(crate) mod control;
pub(crate) mod identity;
pub(crate) mod kept;
pub(crate) mod machine;
pub(crate) mod net;
pub(crate) mod reader;
pub(crate) mod stop;

pub(crate) use child::start;
pub(crate) use child::table::{Shared, active, find, known};
pub(crate) use control::{Watch, ends, exit_code, how_it_ended};
pub(crate) use net::{listeners, sockets};
pub(crate) use stop::{stop_cgroup, stop_tree};

#[cfg(feature = "query")]
pub(crate) use ostler_sys::clock::seconds_of;

use ostler_sys::linux::process::read::all_numbers;

use crate::errno::{self, Errno, WinError};
use crate::error::{OrPath as _, Result};

use super::Field;
use super::control::{deliver, send_now};
use super::error::is_refusal;
use crate::host::Host;
use crate::signal::{SIGCONT, SIGKILL, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, Signal};
use identity::Held;
use reader::Reader;

/// What an answer of the system's is known by.
pub(crate) type Code = Errno;

/// The answer about a process that is not there any more.
pub(crate) const GONE: Code = errno::ESRCH;

/// Whether an answer says that there is no such process. Entries of a process vanish with it.
pub(crate) fn is_gone(code: Code) -> bool {
    matches!(code, errno::ESRCH | errno::ENOENT)
}

/// Whether an answer says nothing of the process, but that there is no room to ask.
pub(crate) fn is_shortage(code: Code) -> bool {
    matches!(code, errno::EMFILE | errno::ENFILE | errno::ENOMEM)
}

pub(crate) fn errno_of(code: Code) -> Errno {
    code
}

pub(crate) fn winerror_of(_: Code) -> Option<WinError> {
    None
}

/// Whether a field is to be had here.
pub(crate) const fn has(field: Field) -> bool {
    !matches!(field, Field::Description | Field::NumHandles | Field::WindowTitles | Field::Hung)
}

/// The numbers of all processes, in order.
pub(crate) fn pids() -> Result<Vec<i32>> {
    let mut pids = Vec::new();
    all_numbers(&mut pids).or_path("/proc".as_ref())?;
    Ok(pids)
}

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
pub(crate) fn suspend(held: &Held) -> Result<()> {
    deliver(held, SIGSTOP)
}

/// Lets it go on.
pub(crate) fn resume(held: &Held) -> Result<()> {
    deliver(held, SIGCONT)
}

/// Tells of every process who its parent is.
pub(crate) fn each_parent(mut tell: impl FnMut(i32, i32)) -> Result<(), Errno> {
    let mut reader = Reader::new();
    let mut pids = Vec::new();
    all_numbers(&mut pids)?;
    for pid in pids {
        reader.turn_to(pid);
        match reader.stat() {
            Ok(stat) => tell(pid, stat.ppid),
            // It is gone, or hidden from us.
            Err(errno) if is_gone(errno) || is_refusal(errno) => {}
            Err(errno) => return Err(errno),
        }
    }
    Ok(())
}
