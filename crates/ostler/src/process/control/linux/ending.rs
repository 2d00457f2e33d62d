//! How a process ended, and waiting for that.

use std::time::{Duration, Instant};

use ostler_sys::linux::process::pidfd::{self, Info};
use ostler_sys::{self as sys, c};

use crate::errno::{self, Errno};
use crate::error::Result;
use crate::fd::AsRawFd as _;
use crate::host::retry;
use crate::os::{CLD_EXITED, ChildCode, WaitStatus};
use crate::process::child;
use crate::process::control::{Collect, LONGEST_NAP, has_ended, left};
use crate::process::error::Trouble;
use crate::process::identity::Held;

/// Waits until a process that is held has ended, or the time is up.
pub(crate) fn ends(held: &Held, deadline: Option<Instant>) -> Result<bool> {
    let Some(descriptor) = held.pidfd() else {
        return looked_at_until(held, deadline);
    };
    loop {
        match pidfd::has_ended(descriptor, left(deadline)) {
            Err(errno::EINTR) => {}
            Ok(ended) => return Ok(ended),
            Err(errno) => return Err(Trouble::of(errno, "waiting").about(held.process().pid())),
        }
    }
}

fn looked_at_until(held: &Held, deadline: Option<Instant>) -> Result<bool> {
    let mut nap = Duration::from_millis(1);
    loop {
        if has_ended(held)? {
            return Ok(true);
        }
        let left = left(deadline).unwrap_or(nap);
        if left.is_zero() {
            return Ok(false);
        }
        std::thread::sleep(nap.min(left));
        nap = (nap * 2).min(LONGEST_NAP);
    }
}

/// The exit code in the manner of `subprocess`: negative for a signal.
pub(crate) fn exit_code(status: WaitStatus) -> Option<i32> {
    crate::os::waitstatus_to_exitcode(status).ok()
}

/// How a process that is held and has ended did so. Children that [`Child`](crate::process::Child) started are its to
/// collect, and are collected in any case.
pub(crate) fn how_it_ended(held: &Held, collect: Collect) -> Option<WaitStatus> {
    if let Some(child) = child::find(held.process()) {
        return child.collect(held);
    }
    match of_a_child(held, collect) {
        Ok(status) => status,
        Err(_) if collect == Collect::Own => None,
        Err(_) => of_another(held),
    }
}

/// Of a child of this process; `ECHILD` for another.
#[allow(clippy::unnecessary_cast, reason = "the type of the kinds has a sign on Android")]
pub(crate) fn of_a_child(held: &Held, collect: Collect) -> Result<Option<WaitStatus>, Errno> {
    const ALL: i32 = c::__WALL;
    let (kind, id) = match held.pidfd() {
        Some(pidfd) => (c::P_PIDFD as u32, pidfd.as_raw_fd()),
        None => (c::P_PID as u32, held.process().pid()),
    };
    let keep = if collect == Collect::No { c::WNOWAIT } else { 0 };
    let wait = |kind: u32, id| {
        retry(|| sys::processes::waitid(kind, id as u32, c::WEXITED | c::WNOHANG | ALL | keep))
    };
    let told = match wait(kind, id) {
        // Before Linux 5.4. The number of an uncollected child is nobody else's.
        Err(errno::EINVAL) => wait(c::P_PID as u32, held.process().pid()),
        told => told,
    };
    Ok(told?.map(|child| {
        let status = child.status & 0xff;
        WaitStatus::from_raw(match ChildCode::from_raw(child.code) {
            CLD_EXITED => status << 8,
            crate::os::CLD_DUMPED => status | 0x80,
            _ => status,
        })
    }))
}

/// Of a process that is no child: from its descriptor once it has been collected, from `/proc` until then.
fn of_another(held: &Held) -> Option<WaitStatus> {
    let told = || {
        let info = pidfd::info(held.pidfd()?, Info::EXIT).ok()?;
        (info.mask & Info::EXIT != 0).then(|| WaitStatus::from_raw(info.exit_code))
    };
    told().or_else(|| of_a_zombie(held)).or_else(told)
}

/// The number is zero for those who may not trace the process, and may be zero for others.
fn of_a_zombie(held: &Held) -> Option<WaitStatus> {
    let stat = held.stat().ok()?;
    let trusted = stat.exit_code != 0 || held.may_trace().unwrap_or(false);
    (trusted && matches!(stat.state, b'Z' | b'X')).then(|| WaitStatus::from_raw(stat.exit_code))
}
