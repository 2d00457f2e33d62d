//! The memory.

use super::{facts, system};
use crate::error::Result;

facts! {
    /// The machine's memory, in bytes: `psutil.virtual_memory()`.
    pub struct VirtualMemory {
        /// All of it.
        total: u64,
        /// What programs can have without anything being swapped out.
        available: u64,
        /// The share that is not available, in percent.
        percent: f64,
        /// What is not available.
        used: u64,
        /// What nobody uses for anything; on Windows, what is available.
        free: u64,
        /// What was used of late: Linux, elsewhere zero.
        active: u64,
        /// What was not: Linux, elsewhere zero.
        inactive: u64,
        /// What the kernel remembers of file systems: Linux, elsewhere zero.
        buffers: u64,
        /// What the kernel remembers of files; on Windows, with its own working set.
        cached: u64,
        /// What several may use, and files in memory: Linux, elsewhere zero.
        shared: u64,
        /// The kernel's own structures: on Windows, its pools.
        slab: u64,
    }
}

facts! {
    /// The machine's swap space, in bytes: `psutil.swap_memory()`. On Windows, its page files.
    pub struct SwapMemory {
        /// All of it.
        total: u64,
        /// What is in use.
        used: u64,
        /// What is not.
        free: u64,
        /// The share that is in use, in percent.
        percent: f64,
        /// What has been fetched from it since the system was started: Linux, elsewhere zero.
        sin: u64,
        /// What has been sent to it since the system was started: Linux, elsewhere zero.
        sout: u64,
    }
}

impl VirtualMemory {
    /// Of these two, what follows from them; the rest is zero.
    pub(crate) fn of(total: u64, available: u64) -> Self {
        // In some containers it is more than there is.
        let available = available.min(total);
        let used = total - available;
        Self { total, available, percent: share(used, total), used, ..Self::default() }
    }
}

impl SwapMemory {
    /// The same.
    pub(crate) fn of(total: u64, free: u64) -> Self {
        let free = free.min(total);
        let used = total - free;
        Self { total, used, free, percent: share(used, total), sin: 0, sout: 0 }
    }
}

fn share(part: u64, total: u64) -> f64 {
    if total > 0 { part as f64 / total as f64 * 100.0 } else { 0.0 }
}

/// How much memory the machine has, and how much is in use: `psutil.virtual_memory()`.
///
/// # Errors
///
/// What the system says; on Linux, if `/proc` is not mounted.
///
/// ```
/// let memory = ostler::process::virtual_memory()?;
/// assert!(0 < memory.available && memory.available <= memory.total);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn virtual_memory() -> Result<VirtualMemory> {
    system::virtual_memory()
}

/// How much swap space the machine has, and how much is in use: `psutil.swap_memory()`.
///
/// # Errors
///
/// As [`virtual_memory`].
///
/// ```
/// let swap = ostler::process::swap_memory()?;
/// assert_eq!(swap.used + swap.free, swap.total);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn swap_memory() -> Result<SwapMemory> {
    system::swap_memory()
}
