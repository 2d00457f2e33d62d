//! System information.

use windows_sys::Win32::System::Threading::{ALL_PROCESSOR_GROUPS, GetActiveProcessorCount};

/// How many processors are running, in all groups: `GetActiveProcessorCount`.
pub fn processors() -> Option<usize> {
    // SAFETY: it takes a number only.
    let count = unsafe { GetActiveProcessorCount(ALL_PROCESSOR_GROUPS) };
    usize::try_from(count).ok()
}
