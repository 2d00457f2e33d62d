//! The processors.

use std::time::Duration;

use super::{facts, system};
use crate::error::Result;

facts! {
    /// What the processors have done since the system was started: `psutil.cpu_times()`.
    ///
    /// # Platforms
    ///
    /// On Windows there are `user`, `system`, `idle`, `irq` and `softirq`; the others are zero. psutil's names for the last two are
    /// `interrupt` and `dpc` there, and its `system` has them in it: here no time is counted twice.
    pub struct CpuTimes {
        /// Programs in user mode, on Linux without those that are `nice`.
        user: Duration,
        /// Programs in user mode that have a nice value above zero: Linux.
        nice: Duration,
        /// The kernel, but for interrupts.
        system: Duration,
        /// Nothing.
        idle: Duration,
        /// Nothing, while somebody waited for storage: Linux.
        iowait: Duration,
        /// Interrupts.
        irq: Duration,
        /// What interrupts left to be done later: on Windows, deferred procedure calls.
        softirq: Duration,
        /// The host gave the time to others: Linux.
        steal: Duration,
        /// Guests; in `user` too: Linux.
        guest: Duration,
        /// Guests that are `nice`; in `nice` too: Linux.
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
}

/// What all processors together have done since the system was started: `psutil.cpu_times()`.
///
/// # Errors
///
/// What the system says; on Linux, if `/proc` is not mounted.
///
/// ```
/// let times = ostler::process::cpu_times()?;
/// assert!(times.busy() <= times.total());
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn cpu_times() -> Result<CpuTimes> {
    system::cpu_times()
}

/// What each processor has done since the system was started, those that are online: `psutil.cpu_times(percpu=True)`.
///
/// # Errors
///
/// As [`cpu_times`].
///
/// ```
/// for (number, times) in ostler::process::cpu_times_per_cpu()?.iter().enumerate() {
///     println!("{number}: {:?} idle", times.idle);
/// }
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn cpu_times_per_cpu() -> Result<Vec<CpuTimes>> {
    system::cpu_times_per_cpu()
}

/// How busy the processors are for a while, in percent: `psutil.cpu_percent(interval)`. Sleeps for the interval.
///
/// # Errors
///
/// As [`cpu_times`].
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
    if logical { crate::os::cpu_count() } else { system::cores() }
}
