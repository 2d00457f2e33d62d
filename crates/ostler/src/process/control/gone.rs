//! Waiting in the manner of psutil: until a process is gone altogether.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use super::wait::{LONGEST_NAP, left};
use super::{Collect, Ended, Watch};
use crate::error::Result;
use crate::host::Host;
use crate::process::Process;
use crate::process::this;

/// Waits until processes are gone, that long at most: a child that has ended is collected, and how it ended is told; of others one
/// waits until their parents have collected them, and nothing is told. Those that are still there are returned. An error of the
/// function's ends the waiting.
///
/// Unless children are to be reaped, they count as gone when they have ended, and are left to what in this program has started
/// them.
#[doc(hidden)]
pub fn wait_until_gone(
    host: &mut dyn Host,
    processes: impl IntoIterator<Item = Process>,
    timeout: Option<Duration>,
    reap: bool,
    mut each: impl FnMut(&Ended) -> Result<()>,
) -> Result<Vec<Process>> {
    let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    let mut watch = Watch::new(if reap { Collect::Own } else { Collect::No })?;
    // Known beforehand: what has started a child may reap it first, and then nothing says whose it was.
    let mut children = HashSet::new();
    for process in processes {
        watch.push(process);
        if !reap && process.ppid().is_ok_and(|parent| parent == this()) {
            children.insert(process);
        }
    }
    let mut zombies: Vec<Process> = Vec::new();
    let mut nap = Duration::from_millis(1);
    loop {
        let pause = (!zombies.is_empty()).then(|| Instant::now() + nap);
        let until = [pause, deadline].into_iter().flatten().min();
        let none_left = watch.wait(until, host, |_, mut ended| {
            if children.contains(&ended.process) {
                return each(&ended);
            }
            if !reap {
                ended.status = None;
            }
            // That of another parent's cannot be waited for: nothing tells of its being collected.
            if ended.status.is_none() && is_there(ended.process) {
                zombies.push(ended.process);
                return Ok(());
            }
            each(&ended)
        })?;
        if none_left && !zombies.is_empty() {
            let time = left(deadline).map_or(nap, |left| left.min(nap));
            host.interrupted()?;
            std::thread::sleep(time);
        }
        nap = (nap * 2).min(LONGEST_NAP);
        for process in std::mem::take(&mut zombies) {
            if is_there(process) {
                zombies.push(process);
            } else {
                each(&Ended { process, status: None })?;
            }
        }
        let over = left(deadline).is_some_and(|left| left.is_zero());
        if none_left && zombies.is_empty() || over {
            zombies.extend(watch.alive());
            return Ok(zombies);
        }
    }
}

/// One that cannot be looked at is taken to be there.
fn is_there(process: Process) -> bool {
    process.is_running().unwrap_or(true)
}
