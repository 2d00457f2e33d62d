//! What the attributes of a process are reckoned with, and what is known of all processes together.

use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use ostler_sys::linux::process::read::read_file;
use ostler_sys::{self as sys, c};

use super::super::super::types::family::Family;
use super::super::accounts::Accounts;
use super::super::sockets::Tables;
#[cfg(feature = "query")]
use super::own::Own;

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
    #[cfg(feature = "query")]
    pub(crate) own: Own,
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
            #[cfg(feature = "query")]
            own: Own::default(),
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

/// The time of the boot, by two clocks that cannot be read in one moment. A process is to have one start time, in every program
/// that asks and in the next run of it: so it is the whole second that the kernel has written down, and is looked up again where
/// the clock was set meanwhile.
fn steady(measured: Duration) -> Duration {
    const CLOSE: u64 = 100_000_000;
    static KNOWN: Mutex<Option<(u64, Duration)>> = Mutex::new(None);
    let nanos = measured.as_nanos() as u64;
    // Not waited for: in the child of a fork it may be locked for good.
    let mut known = KNOWN.try_lock().ok();
    match known.as_deref() {
        Some(Some((before, boot))) if before.abs_diff(nanos) < CLOSE => *boot,
        _ => {
            let boot = written_down(measured).unwrap_or(measured);
            if let Some(known) = &mut known {
                **known = Some((nanos, boot));
            }
            boot
        }
    }
}

/// The second of the boot in `/proc/stat`: `btime`. `None` if that is of another system, as in some containers.
fn written_down(measured: Duration) -> Option<Duration> {
    let mut text = Vec::new();
    read_file(c"/proc/stat", &mut text).ok()?;
    let line = text.split(|&byte| byte == b'\n').find_map(|line| line.strip_prefix(b"btime "))?;
    let boot = Duration::from_secs(std::str::from_utf8(line).ok()?.trim().parse().ok()?);
    let off = measured.checked_sub(boot).or_else(|| boot.checked_sub(measured))?;
    (off < Duration::from_millis(1100)).then_some(boot)
}

fn clock(clock: i32) -> Duration {
    // Every system with `/proc` has these clocks.
    sys::clock::clock_gettime(clock)
        .map_or(Duration::ZERO, |(seconds, nanos)| Duration::new(seconds.max(0) as u64, nanos))
}
