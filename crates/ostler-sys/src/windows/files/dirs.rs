//! Directories: made, and the current one.

use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;

use windows_sys::Win32::Foundation::LocalFree;
use windows_sys::Win32::Security::Authorization::{
    ConvertStringSecurityDescriptorToSecurityDescriptorW, SDDL_REVISION_1,
};
use windows_sys::Win32::Security::{PSECURITY_DESCRIPTOR, SECURITY_ATTRIBUTES};
use windows_sys::Win32::Storage::FileSystem::CreateDirectoryW;
use windows_sys::Win32::System::Environment::{GetCurrentDirectoryW, SetCurrentDirectoryW};
use windows_sys::core::w;

use super::Cwd;
use crate::errno::WinError;
use crate::wide::WStr;
use crate::{check_win, last_error};

/// `CreateDirectory`. Only one mode counts: 0o700 is for the owner, administrators and the system.
pub fn mkdirat(_: Cwd, path: &WStr, mode: u32) -> Result<(), WinError> {
    if mode != 0o700 {
        // SAFETY: a wide string.
        return check_win(unsafe { CreateDirectoryW(path.as_ptr(), std::ptr::null()) });
    }
    let rule = w!("D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;OW)");
    let mut descriptor: PSECURITY_DESCRIPTOR = std::ptr::null_mut();
    // SAFETY: wide strings; the descriptor is made by the first call, read by the second and freed once.
    unsafe {
        check_win(ConvertStringSecurityDescriptorToSecurityDescriptorW(
            rule,
            SDDL_REVISION_1,
            &raw mut descriptor,
            std::ptr::null_mut(),
        ))?;
        let attributes = SECURITY_ATTRIBUTES {
            nLength: size_of::<SECURITY_ATTRIBUTES>() as u32,
            lpSecurityDescriptor: descriptor,
            bInheritHandle: 0,
        };
        let made = check_win(CreateDirectoryW(path.as_ptr(), &raw const attributes));
        LocalFree(descriptor);
        made
    }
}

/// `GetCurrentDirectory`
pub fn getcwd() -> Result<OsString, WinError> {
    let mut units = vec![0; 512];
    loop {
        // SAFETY: the buffer is writable for the length given.
        let length =
            unsafe { GetCurrentDirectoryW(units.len() as u32, units.as_mut_ptr()) } as usize;
        if length == 0 {
            return Err(last_error());
        }
        let fits = length < units.len();
        units.resize(length, 0);
        if fits {
            return Ok(OsString::from_wide(&units));
        }
    }
}

/// `SetCurrentDirectory`
pub fn chdir(path: &WStr) -> Result<(), WinError> {
    // SAFETY: a wide string.
    check_win(unsafe { SetCurrentDirectoryW(path.as_ptr()) })
}
