//! What the attributes of a process are reckoned with, and what is known of all processes together.

use std::time::{Duration, SystemTime};

use super::super::accounts::Accounts;
use super::super::attributes::Family;
use super::super::net::Tables;
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
    memory: Option<u64>,
}

impl Context {
    pub(crate) fn new() -> Self {
        let uptime = clock(c::CLOCK_BOOTTIME);
        let now = SystemTime::UNIX_EPOCH + clock(c::CLOCK_REALTIME);
        Self {
            ticks: sys::linux::process::clock_ticks(),
            page_size: sys::linux::process::page_size(),
            uptime,
            boot_time: now.checked_sub(uptime).unwrap_or(now),
            accounts: Accounts::default(),
            family: None,
            sockets: Tables::default(),
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

fn clock(clock: i32) -> Duration {
    // Every system with `/proc` has these clocks.
    sys::clock::clock_gettime(clock)
        .map_or(Duration::ZERO, |(seconds, nanos)| Duration::new(seconds.max(0) as u64, nanos))
}
