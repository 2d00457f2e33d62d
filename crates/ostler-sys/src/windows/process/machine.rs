//! The machine that processes run on: its memory, its page files, its start.

use windows_sys::Win32::System::ProcessStatus::{K32GetPerformanceInfo, PERFORMANCE_INFORMATION};
use windows_sys::Win32::System::SystemInformation::{
    GetTickCount64, GlobalMemoryStatusEx, MEMORYSTATUSEX,
};

use super::nt::{self, at_offset};
use crate::errno::WinError;
use crate::windows::check_win;

/// How much memory there is, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    pub total: u64,
    /// To be had without anything being written to a page file.
    pub available: u64,
    /// What there is of memory and page files together.
    pub promised: u64,
    /// What of these nobody has been promised.
    pub unpromised: u64,
}

/// How much memory there is.
pub fn memory() -> Result<Memory, WinError> {
    let mut status =
        MEMORYSTATUSEX { dwLength: size_of::<MEMORYSTATUSEX>() as u32, ..Default::default() };
    // SAFETY: the structure is writable, and says how long it is.
    check_win(unsafe { GlobalMemoryStatusEx(&raw mut status) })?;
    Ok(Memory {
        total: status.ullTotalPhys,
        available: status.ullAvailPhys,
        promised: status.ullTotalPageFile,
        unpromised: status.ullAvailPageFile,
    })
}

/// What the kernel has of the memory, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Kernel {
    pub cache: u64,
    pub pools: u64,
    pub page: u64,
}

/// What the kernel has of the memory.
pub fn kernel() -> Result<Kernel, WinError> {
    let size = size_of::<PERFORMANCE_INFORMATION>() as u32;
    let mut numbers = PERFORMANCE_INFORMATION { cb: size, ..Default::default() };
    // SAFETY: the structure is writable for the size given.
    check_win(unsafe { K32GetPerformanceInfo(&raw mut numbers, size) })?;
    let bytes = |pages: usize| (pages as u64).saturating_mul(numbers.PageSize as u64);
    Ok(Kernel {
        cache: bytes(numbers.SystemCache),
        pools: bytes(numbers.KernelTotal),
        page: bytes(1),
    })
}

/// The size of the page files and what is in use of it, in pages.
pub fn page_files() -> Result<(u64, u64), WinError> {
    Ok(sum(&nt::system(nt::SYSTEM_PAGE_FILES, 1 << 10)?))
}

/// The beginning of `SYSTEM_PAGEFILE_INFORMATION`.
#[repr(C)]
#[derive(Clone, Copy)]
struct PageFile {
    next: u32,
    size: u32,
    used: u32,
}

fn sum(buffer: &[u64]) -> (u64, u64) {
    let (mut size, mut used, mut at) = (0, 0, 0);
    while let Some(file) = at_offset::<PageFile>(buffer, at) {
        size += u64::from(file.size);
        used += u64::from(file.used);
        if file.next == 0 {
            break;
        }
        at += file.next as usize;
    }
    (size, used)
}

/// When the system was started, in units of 100 ns since 1601.
pub fn boot_time() -> Result<u64, WinError> {
    let answer = nt::system(nt::SYSTEM_TIME_OF_DAY, 48)?;
    // `SYSTEM_TIMEOFDAY_INFORMATION` begins with it.
    Ok(answer.first().copied().unwrap_or_default())
}

/// How long ago that was, in milliseconds.
pub fn up_time() -> u64 {
    // SAFETY: it takes nothing.
    unsafe { GetTickCount64() }
}

#[cfg(test)]
mod tests {
    use super::sum;

    #[test]
    fn page_files() {
        // Each: how far to the next, size, used, most used, and the place of its name.
        let file = |next: u64, size: u64, used: u64| [size << 32 | next, used, 0, 0];
        let two = [file(32, 1000, 10), file(0, 24, 4)].concat();
        assert_eq!(sum(&two), (1024, 14));
        assert_eq!(sum(&file(64, 1000, 10)), (1000, 10));
        assert_eq!(sum(&[]), (0, 0));
    }
}
