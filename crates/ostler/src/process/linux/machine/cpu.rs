//! The processors.

use std::collections::HashSet;
use std::time::Duration;

use crate::errno;
use crate::error::{OrPath as _, Result};
use crate::sys::linux::process::read::read_file;
use crate::sys::linux::process::stat::number;

use super::facts;
use crate::process::reader::Context;

facts! {
    /// What the processors have done since the system was started: `psutil.cpu_times()`.
    pub struct CpuTimes {
        /// Programs in user mode, without those that are `nice`.
        user: Duration,
        /// Programs in user mode that have a nice value above zero.
        nice: Duration,
        /// The kernel.
        system: Duration,
        /// Nothing.
        idle: Duration,
        /// Nothing, while somebody waited for storage.
        iowait: Duration,
        /// Interrupts.
        irq: Duration,
        /// What interrupts left to be done later.
        softirq: Duration,
        /// The host gave the time to others.
        steal: Duration,
        /// Guests; in `user` too.
        guest: Duration,
        /// Guests that are `nice`; in `nice` too.
        guest_nice: Duration,
    }
}

impl CpuTimes {
    /// All of it.
    pub fn total(&self) -> Duration {
        self.user
            + self.nice
            + self.system
            + self.idle
            + self.iowait
            + self.irq
            + self.softirq
            + self.steal
    }

    /// All of it but the time in which nothing was done.
    pub fn busy(&self) -> Duration {
        self.total().saturating_sub(self.idle + self.iowait)
    }

    /// A line of `/proc/stat`, behind its name.
    fn of_line(line: &[u8], context: &Context) -> Self {
        let words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        let mut times = words.map(|word| context.duration(number(word) as u64));
        let mut next = || times.next().unwrap_or_default();
        Self {
            user: next(),
            nice: next(),
            system: next(),
            idle: next(),
            iowait: next(),
            irq: next(),
            softirq: next(),
            steal: next(),
            guest: next(),
            guest_nice: next(),
        }
    }
}

fn lines(mut see: impl FnMut(&[u8], CpuTimes)) -> Result<()> {
    let mut text = Vec::new();
    read_file(c"/proc/stat", &mut text).or_path("/proc/stat".as_ref())?;
    let context = Context::new();
    for line in text.split(|byte| *byte == b'\n') {
        let Some(rest) = line.strip_prefix(b"cpu") else { continue };
        let blank = rest.iter().position(|byte| *byte == b' ').unwrap_or(rest.len());
        let (name, rest) = rest.split_at(blank);
        see(name, CpuTimes::of_line(rest, &context));
    }
    Ok(())
}

/// What all processors together have done since the system was started: `psutil.cpu_times()`.
///
/// # Errors
///
/// If `/proc` is not mounted.
///
/// ```
/// let times = ostler::process::cpu_times()?;
/// assert!(times.busy() <= times.total());
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn cpu_times() -> Result<CpuTimes> {
    let mut all = None;
    lines(|name, times| {
        if name.is_empty() {
            all = Some(times);
        }
    })?;
    all.ok_or_else(|| errno::EIO.into())
}

/// What each processor has done since the system was started, those that are online: `psutil.cpu_times(percpu=True)`.
///
/// # Errors
///
/// If `/proc` is not mounted.
pub fn cpu_times_per_cpu() -> Result<Vec<CpuTimes>> {
    let mut each = Vec::new();
    lines(|name, times| {
        if !name.is_empty() {
            each.push(times);
        }
    })?;
    Ok(each)
}

/// How busy the processors are for a while, in percent: `psutil.cpu_percent(interval)`. Sleeps for the interval.
///
/// # Errors
///
/// If `/proc` is not mounted.
///
/// ```
/// let percent = ostler::process::cpu_percent(std::time::Duration::from_millis(50))?;
/// assert!((0.0..=100.0).contains(&percent));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn cpu_percent(interval: Duration) -> Result<f64> {
    let before = cpu_times()?;
    std::thread::sleep(interval);
    let after = cpu_times()?;
    let total = after.total().saturating_sub(before.total()).as_secs_f64();
    let busy = after.busy().saturating_sub(before.busy()).as_secs_f64();
    Ok(if total > 0.0 { (busy / total * 100.0).min(100.0) } else { 0.0 })
}

/// How many processors are online, or with `logical` false how many cores: `psutil.cpu_count(logical)`. `None` if the system
/// does not tell.
///
/// ```
/// use ostler::process::cpu_count;
/// assert!(cpu_count(false) <= cpu_count(true));
/// ```
pub fn cpu_count(logical: bool) -> Option<usize> {
    if logical {
        return crate::os::cpu_count();
    }
    let mut cores = HashSet::new();
    for entry in std::fs::read_dir("/sys/devices/system/cpu").ok()? {
        let entry = entry.ok()?;
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix("cpu"));
        if number.is_some_and(|number| number.parse::<u32>().is_ok()) {
            let topology = entry.path().join("topology");
            let read = |file| std::fs::read_to_string(topology.join(file)).ok();
            // One that is offline has none.
            cores.extend(read("physical_package_id").zip(read("core_id")));
        }
    }
    Some(cores.len()).filter(|count| *count > 0)
}
