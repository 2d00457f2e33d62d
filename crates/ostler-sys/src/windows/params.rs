//! Process parameters.

use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;

use windows_sys::Wdk::System::Threading::{NtQueryInformationProcess, ProcessBasicInformation};
use windows_sys::Win32::System::Threading::{
    GetCurrentProcess, GetCurrentProcessId, PROCESS_BASIC_INFORMATION,
};
use windows_sys::Win32::System::WindowsProgramming::GetUserNameW;

use super::crt;
use crate::check_win;
use crate::errno::WinError;

/// The longest name of a user, and a NUL.
const NAME: usize = 257;

/// `GetCurrentProcessId`. The system gives out small numbers.
pub fn getpid() -> i32 {
    // SAFETY: it takes nothing.
    unsafe { GetCurrentProcessId() as i32 }
}

/// Who started this process: `NtQueryInformationProcess`; 0 where the system does not say.
pub fn getppid() -> i32 {
    // SAFETY: a structure of numbers and addresses, which is written to.
    unsafe {
        let mut info: PROCESS_BASIC_INFORMATION = std::mem::zeroed();
        let size = size_of_val(&info) as u32;
        let status = NtQueryInformationProcess(
            GetCurrentProcess(),
            ProcessBasicInformation,
            (&raw mut info).cast(),
            size,
            std::ptr::null_mut(),
        );
        if status < 0 { 0 } else { info.InheritedFromUniqueProcessId as i32 }
    }
}

/// `GetUserName`
pub fn getlogin() -> Result<OsString, WinError> {
    let mut name = [0; NAME];
    let mut length = NAME as u32;
    // SAFETY: the buffer is writable for the length given.
    check_win(unsafe { GetUserNameW(name.as_mut_ptr(), &raw mut length) })?;
    let length = (length as usize).saturating_sub(1).min(NAME);
    Ok(OsString::from_wide(&name[..length]))
}

/// `_umask`, which knows two bits, and of them 0o200 counts.
pub fn umask(mask: u32) -> u32 {
    // SAFETY: it takes a number only.
    unsafe { crt::_umask((mask & 0o600) as i32) as u32 }
}
