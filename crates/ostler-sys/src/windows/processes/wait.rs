//! Waiting for processes.

use std::os::windows::io::{
    AsHandle as _, AsRawHandle as _, BorrowedHandle, FromRawHandle as _, OwnedHandle, RawHandle,
};

use windows_sys::Win32::Foundation::{GetHandleInformation, WAIT_FAILED};
use windows_sys::Win32::System::Threading::{GetExitCodeProcess, INFINITE, WaitForSingleObject};

use crate::errno::{self, Errno, WinError};
use crate::{check_win, last_error};

/// `WaitForSingleObject`, `GetExitCodeProcess`: the exit code, once there is one.
pub fn wait(process: BorrowedHandle<'_>) -> Result<u32, WinError> {
    let process = process.as_raw_handle();
    let mut code = 0;
    // SAFETY: the handle is open; the code is written to.
    unsafe {
        if WaitForSingleObject(process, INFINITE) == WAIT_FAILED {
            return Err(last_error());
        }
        check_win(GetExitCodeProcess(process, &raw mut code))?;
    }
    Ok(code)
}

/// What `_cwait` does: waits for the process behind a number, tells its exit code and closes the handle. `ECHILD` for
/// what is no handle, and for the numbers that stand for this process and this thread.
///
/// # Safety
///
/// The handle, if it is one, is the caller's.
pub unsafe fn waitpid(handle: isize) -> Result<u32, Errno> {
    if handle <= 0 {
        return Err(errno::ECHILD);
    }
    let mut flags = 0;
    // SAFETY: the flags are written to; what is no handle is told from one.
    let process = unsafe {
        check_win(GetHandleInformation(handle as RawHandle, &raw mut flags))
            .map_err(|_| errno::ECHILD)?;
        OwnedHandle::from_raw_handle(handle as RawHandle)
    };
    wait(process.as_handle()).map_err(as_errno)
}

/// A code of [`wait`]'s, as the C runtime has it: what is no process is no child.
pub fn as_errno(code: WinError) -> Errno {
    /// `ERROR_INVALID_HANDLE`
    const NONE: WinError = WinError::from_raw(6);
    if code == NONE { errno::ECHILD } else { code.errno() }
}
