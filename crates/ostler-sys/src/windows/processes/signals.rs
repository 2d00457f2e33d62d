//! Ending processes.

use std::os::windows::io::{AsRawHandle as _, BorrowedHandle, FromRawHandle as _, OwnedHandle};

use windows_sys::Win32::Foundation::ERROR_INVALID_PARAMETER;
use windows_sys::Win32::System::Console::GenerateConsoleCtrlEvent;
use windows_sys::Win32::System::Threading::{
    GetProcessId, OpenProcess, PROCESS_TERMINATE, TerminateProcess,
};

use crate::errno::WinError;
use crate::windows::c;
use crate::{check_win, last_error};

/// `GenerateConsoleCtrlEvent` for the two events, `TerminateProcess` for any other number.
pub fn kill(pid: u32, signal: i32) -> Result<(), WinError> {
    match signal {
        c::CTRL_C_EVENT | c::CTRL_BREAK_EVENT => generate_ctrl_event(signal as u32, pid),
        _ => terminate(pid, signal as u32),
    }
}

/// `GenerateConsoleCtrlEvent`
fn generate_ctrl_event(event: u32, group: u32) -> Result<(), WinError> {
    // SAFETY: it takes numbers only.
    check_win(unsafe { GenerateConsoleCtrlEvent(event, group) })
}

/// `OpenProcess`, `TerminateProcess`
fn terminate(pid: u32, code: u32) -> Result<(), WinError> {
    // The system does not look at the two lowest bits, and would take the number for that of another process.
    if pid & 3 != 0 {
        return Err(WinError::from_raw(ERROR_INVALID_PARAMETER));
    }
    // SAFETY: they take numbers; the handle is new and nobody else's.
    unsafe {
        let process = OpenProcess(PROCESS_TERMINATE, 0, pid);
        if process.is_null() {
            return Err(last_error());
        }
        let process = OwnedHandle::from_raw_handle(process);
        check_win(TerminateProcess(process.as_raw_handle(), code))
    }
}

/// `GetProcessId`
pub fn process_id(process: BorrowedHandle<'_>) -> Result<u32, WinError> {
    // SAFETY: the handle is open.
    match unsafe { GetProcessId(process.as_raw_handle()) } {
        0 => Err(last_error()),
        pid => Ok(pid),
    }
}
