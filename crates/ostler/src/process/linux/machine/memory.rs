//! The memory.

use crate::error::{OrPath as _, Result};
use crate::sys::linux::process::read::read_file;
use crate::sys::linux::process::status::Status;

use super::facts;

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
        /// What nobody uses for anything.
        free: u64,
        /// What was used of late.
        active: u64,
        /// What was not.
        inactive: u64,
        /// What the kernel remembers of file systems.
        buffers: u64,
        /// What the kernel remembers of files.
        cached: u64,
        /// What several may use, and files in memory.
        shared: u64,
        /// The kernel's own structures.
        slab: u64,
    }
}

facts! {
    /// The machine's swap space, in bytes: `psutil.swap_memory()`.
    pub struct SwapMemory {
        /// All of it.
        total: u64,
        /// What is in use.
        used: u64,
        /// What is not.
        free: u64,
        /// The share that is in use, in percent.
        percent: f64,
        /// What has been fetched from it since the system was started.
        sin: u64,
        /// What has been sent to it since the system was started.
        sout: u64,
    }
}

fn share(part: u64, total: u64) -> f64 {
    if total > 0 { part as f64 / total as f64 * 100.0 } else { 0.0 }
}

/// How much memory the machine has, and how much is in use: `psutil.virtual_memory()`.
///
/// # Errors
///
/// If `/proc` is not mounted.
///
/// ```
/// let memory = ostler::process::virtual_memory()?;
/// assert!(0 < memory.available && memory.available <= memory.total);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn virtual_memory() -> Result<VirtualMemory> {
    let mut text = Vec::new();
    read_file(c"/proc/meminfo", &mut text).or_path("/proc/meminfo".as_ref())?;
    let lines = Status(&text);
    let size = |name| lines.kilobytes(name).unwrap_or(0);
    let (total, free, buffers) = (size("MemTotal"), size("MemFree"), size("Buffers"));
    let cached = size("Cached").saturating_add(size("SReclaimable"));
    // In some containers it is more than there is.
    let available = lines.kilobytes("MemAvailable");
    let available =
        available.unwrap_or(free.saturating_add(buffers).saturating_add(cached)).min(total);
    Ok(VirtualMemory {
        total,
        available,
        percent: share(total - available, total),
        used: total - available,
        free,
        active: size("Active"),
        inactive: size("Inactive"),
        buffers,
        cached,
        shared: size("Shmem"),
        slab: size("Slab"),
    })
}

/// How much swap space the machine has, and how much is in use: `psutil.swap_memory()`.
///
/// # Errors
///
/// If `/proc` is not mounted.
///
/// ```
/// let swap = ostler::process::swap_memory()?;
/// assert_eq!(swap.used + swap.free, swap.total);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn swap_memory() -> Result<SwapMemory> {
    let mut text = Vec::new();
    read_file(c"/proc/meminfo", &mut text).or_path("/proc/meminfo".as_ref())?;
    let lines = Status(&text);
    let total = lines.kilobytes("SwapTotal").unwrap_or(0);
    let free = lines.kilobytes("SwapFree").unwrap_or(0).min(total);
    read_file(c"/proc/vmstat", &mut text).or_path("/proc/vmstat".as_ref())?;
    let pages = |name: &str| {
        let line =
            text.split(|byte| *byte == b'\n').find_map(|line| line.strip_prefix(name.as_bytes()));
        let pages = line.map_or(0, |pages| crate::sys::linux::process::stat::number(pages) as u64);
        pages.saturating_mul(crate::sys::linux::process::page_size())
    };
    Ok(SwapMemory {
        total,
        used: total - free,
        free,
        percent: share(total - free, total),
        sin: pages("pswpin "),
        sout: pages("pswpout "),
    })
}
