//! The memory.

use ostler_sys::linux::process::page_size;
use ostler_sys::linux::process::read::read_file;
use ostler_sys::linux::process::stat::number;
use ostler_sys::linux::process::status::Status;

use crate::error::{OrPath as _, Result};
use crate::process::{SwapMemory, VirtualMemory};

/// How much memory there is.
pub(crate) fn virtual_memory() -> Result<VirtualMemory> {
    let mut text = Vec::new();
    read_file(c"/proc/meminfo", &mut text).or_path("/proc/meminfo".as_ref())?;
    let lines = Status(&text);
    let size = |name| lines.kilobytes(name).unwrap_or(0);
    let (total, free, buffers) = (size("MemTotal"), size("MemFree"), size("Buffers"));
    let cached = size("Cached").saturating_add(size("SReclaimable"));
    let available = lines.kilobytes("MemAvailable");
    let available = available.unwrap_or(free.saturating_add(buffers).saturating_add(cached));
    Ok(VirtualMemory {
        free,
        active: size("Active"),
        inactive: size("Inactive"),
        buffers,
        cached,
        shared: size("Shmem"),
        slab: size("Slab"),
        ..VirtualMemory::of(total, available)
    })
}

/// How much swap space there is.
pub(crate) fn swap_memory() -> Result<SwapMemory> {
    let mut text = Vec::new();
    read_file(c"/proc/meminfo", &mut text).or_path("/proc/meminfo".as_ref())?;
    let lines = Status(&text);
    let size = |name| lines.kilobytes(name).unwrap_or(0);
    let space = SwapMemory::of(size("SwapTotal"), size("SwapFree"));
    read_file(c"/proc/vmstat", &mut text).or_path("/proc/vmstat".as_ref())?;
    let pages = |name: &str| {
        let line =
            text.split(|byte| *byte == b'\n').find_map(|line| line.strip_prefix(name.as_bytes()));
        let pages = line.map_or(0, |pages| number(pages) as u64);
        pages.saturating_mul(page_size())
    };
    Ok(SwapMemory { sin: pages("pswpin "), sout: pages("pswpout "), ..space })
}
