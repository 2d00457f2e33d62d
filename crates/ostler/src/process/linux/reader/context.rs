//! What the attributes of a process are reckoned with, and what is known of all processes together.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, SystemTime};

use crate::process::attributes::Family;
use crate::process::linux::accounts::Accounts;
use crate::process::linux::net::Tables;
use crate::sys::{self, c};

/// Facts that hold for a whole scan.
#[derive(Debug)]
pub(crate) struct Context {
    /// Clock ticks of a second.
    ticks: u64,
    /// Bytes of a page.
    pub(crate) page_size: u64,
    /// The time since the boot, when the scan began.
    pub(crate) uptime: Duration,
    /// The time of day at the boot.
    pub(crate) boot_time: SystemTime,
    /// The names of users and groups.
    pub(crate) accounts: Accounts,
    /// Who is whose child.
    pub(crate) family: Option<Family>,
    /// The sockets of the namespaces.
    pub(crate) sockets: Tables,
    /// What is known of our own namespaces.
    pub(super) own: super::here::Own,
    memory: Option<u64>,
}

impl Context {
    pub(crate) fn new() -> Self {
        let uptime = clock(c::CLOCK_BOOTTIME);
        let now = clock(c::CLOCK_REALTIME);
        Self {
            ticks: sys::linux::process::clock_ticks(),
            page_size: sys::linux::process::page_size(),
            uptime,
            boot_time: SystemTime::UNIX_EPOCH + steady(now.saturating_sub(uptime)),
            accounts: Accounts::default(),
            family: None,
            sockets: Tables::default(),
            own: super::here::Own::default(),
            memory: None,
        }
    }

    /// The machine's memory, in bytes.
    pub(crate) fn total_memory(&mut self) -> u64 {
        *self.memory.get_or_insert_with(sys::linux::process::total_memory)
    }

    /// Clock ticks as a length of time.
    pub(crate) fn duration(&self, ticks: u64) -> Duration {
        let ticks_per_second = self.ticks.max(1);
        let nanos = (ticks % ticks_per_second) * 1_000_000_000 / ticks_per_second;
        Duration::new(ticks / ticks_per_second, nanos as u32)
    }
}

/// The time of the boot: what was found before, unless the clock was set meanwhile. Two clocks cannot be read in one moment, but a
/// process is to have one start time.
fn steady(found: Duration) -> Duration {
    const CLOSE: u64 = 100_000_000;
    static KNOWN: AtomicU64 = AtomicU64::new(0);
    let found = found.as_nanos() as u64;
    let known = KNOWN.load(Relaxed);
    if known.abs_diff(found) < CLOSE {
        return Duration::from_nanos(known);
    }
    KNOWN.store(found, Relaxed);
    Duration::from_nanos(found)
}

fn clock(clock: i32) -> Duration {
    // Every system with `/proc` has these clocks.
    sys::clock::clock_gettime(clock)
        .map_or(Duration::ZERO, |(seconds, nanos)| Duration::new(seconds.max(0) as u64, nanos))
}
