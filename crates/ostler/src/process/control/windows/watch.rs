//! Waiting for many processes, by their handles.

use std::os::windows::io::BorrowedHandle;
use std::time::{Duration, Instant};

use ostler_sys::process::handle::{self, MOST_AT_ONCE};

use super::status::how_it_ended;
use crate::error::{ErrorKind, Result};
use crate::host::Host;
use crate::process::child;
use crate::process::code::is_gone;
use crate::process::control::{Ended, Watch, has_ended, left};
use crate::process::error::Trouble;
use crate::process::identity::Held;

/// How long at most one sleeps without a look at who cannot be waited for, or at who waits behind the first [`MOST_AT_ONCE`].
const NAP: Duration = Duration::from_millis(20);

/// How long at most one sleeps without asking whether somebody wants the waiting to stop.
const PATIENCE: Duration = Duration::from_millis(250);

/// Waits until a process that is held has ended, or the time is up.
pub(crate) fn ends(held: &Held, deadline: Option<Instant>) -> Result<bool> {
    loop {
        if has_ended(held)? {
            return Ok(true);
        }
        let time = left(deadline).unwrap_or(Duration::MAX);
        if time.is_zero() {
            return Ok(false);
        }
        match held.waitable() {
            Some(process) => {
                handle::wait(process, milliseconds(time)).map_err(|code| {
                    Trouble::of(code.into(), "waiting").about(held.process().pid())
                })?;
            }
            None => std::thread::sleep(time.min(NAP)),
        }
    }
}

/// Rounded up, and not for ever.
fn milliseconds(time: Duration) -> u32 {
    const LONGEST: u128 = 3_600_000;
    time.as_nanos().div_ceil(1_000_000).min(LONGEST) as u32
}

impl Watch {
    /// There is no queue: all that are open are looked at.
    #[allow(clippy::unused_self)]
    pub(in super::super) fn enqueue(&mut self, _: usize) {}

    /// No longer holds it. Whether it was held.
    pub(in super::super) fn let_go(&mut self, index: usize) -> bool {
        self.entries[index].held.take().is_some()
    }

    /// Does something with a process that is held, and goes on holding it.
    pub(crate) fn with<T>(&mut self, index: usize, act: impl FnOnce(&Held) -> T) -> Result<T> {
        let entry = &mut self.entries[index];
        let held = match entry.held.take() {
            Some(held) => held,
            None => Held::of(entry.process)?,
        };
        let done = act(&held);
        entry.held = entry.open.then_some(held);
        Ok(done)
    }

    /// Waits until all have ended or the time is up, and tells of each that has. Whether all have.
    pub(crate) fn wait(
        &mut self,
        deadline: Option<Instant>,
        host: &mut dyn Host,
        mut each: impl FnMut(usize, Ended) -> Result<()>,
    ) -> Result<bool> {
        loop {
            self.look(&mut each)?;
            if self.open == 0 {
                return Ok(true);
            }
            let time = left(deadline).unwrap_or(Duration::MAX);
            if time.is_zero() {
                return Ok(false);
            }
            self.sleep(time)?;
            host.interrupted()?;
        }
    }

    /// Sleeps that long at most, or until one ends.
    fn sleep(&self, time: Duration) -> Result<()> {
        let waitable: Vec<BorrowedHandle<'_>> = self
            .entries
            .iter()
            .filter_map(|entry| entry.held.as_ref()?.waitable())
            .take(MOST_AT_ONCE)
            .collect();
        let all = waitable.len() == self.open;
        let time = time.min(if all { PATIENCE } else { NAP });
        if waitable.is_empty() {
            std::thread::sleep(time);
        } else {
            handle::wait_any(&waitable, milliseconds(time))?;
        }
        Ok(())
    }

    /// Looks at every one.
    fn look(&mut self, each: &mut impl FnMut(usize, Ended) -> Result<()>) -> Result<()> {
        for index in self.open() {
            let process = self.process(index);
            let collect = self.collect;
            let status =
                match self.with(index, |held| (has_ended(held), how_it_ended(held, collect))) {
                    Ok((ended, status)) => {
                        if !ended? {
                            continue;
                        }
                        status
                    }
                    Err(error) if error.kind() == ErrorKind::ProcessLookup => child::known(process),
                    Err(error) => return Err(error),
                };
            self.ended(index, Ended { process, status }, each)?;
        }
        Ok(())
    }

    /// Gets hold of whoever has a number, if somebody has.
    pub(crate) fn take_number(pid: i32) -> Result<Option<Held>> {
        match Held::take(pid) {
            Ok(held) => Ok(Some(held)),
            Err(code) if is_gone(code) => Ok(None),
            Err(code) => Err(Trouble::of(code, "getting hold").about(pid)),
        }
    }
}
