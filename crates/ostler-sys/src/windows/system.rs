//! System information.

use windows_sys::Win32::System::SystemInformation::{GetSystemInfo, SYSTEM_INFO};
use windows_sys::Win32::System::Threading::{ALL_PROCESSOR_GROUPS, GetActiveProcessorCount};

/// How many processors are running, in all groups: `GetActiveProcessorCount`.
pub fn processors() -> Option<usize> {
    // SAFETY: it takes a number only.
    let count = unsafe { GetActiveProcessorCount(ALL_PROCESSOR_GROUPS) };
    usize::try_from(count).ok()
}

/// The size of a page of memory, in bytes: `GetSystemInfo`.
pub fn page_size() -> u32 {
    // SAFETY: a structure of numbers and addresses, all of which may be 0.
    let mut info: SYSTEM_INFO = unsafe { std::mem::zeroed() };
    // SAFETY: the structure is writable.
    unsafe { GetSystemInfo(&raw mut info) };
    info.dwPageSize
}
