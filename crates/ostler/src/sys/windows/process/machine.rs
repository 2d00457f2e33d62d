//! The machine that processes run on.

use windows_sys::Win32::System::SystemInformation::{GlobalMemoryStatusEx, MEMORYSTATUSEX};

use crate::errno::WinError;
use crate::sys::windows::check_win;

/// How much memory there is, and how much of it is to be had: in bytes.
pub fn memory() -> Result<(u64, u64), WinError> {
    let mut status =
        MEMORYSTATUSEX { dwLength: size_of::<MEMORYSTATUSEX>() as u32, ..Default::default() };
    // SAFETY: the structure is writable, and says how long it is.
    check_win(unsafe { GlobalMemoryStatusEx(&raw mut status) })?;
    Ok((status.ullTotalPhys, status.ullAvailPhys))
}
