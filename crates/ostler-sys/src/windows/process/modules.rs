//! The files a process has loaded code from.

use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;
use std::os::windows::io::{AsRawHandle as _, BorrowedHandle};

use windows_sys::Win32::Foundation::HMODULE;
use windows_sys::Win32::System::ProcessStatus::{
    K32EnumProcessModulesEx, K32GetModuleFileNameExW, LIST_MODULES_ALL,
};

use crate::errno::WinError;
use crate::windows::check_win;

/// Their paths. The handle must allow reading memory and asking everything.
pub fn of(process: BorrowedHandle<'_>) -> Result<Vec<OsString>, WinError> {
    let mut modules: Vec<HMODULE> = vec![std::ptr::null_mut(); 256];
    loop {
        let mut needed = 0;
        // SAFETY: the handle is open, the list writable for the size given.
        check_win(unsafe {
            K32EnumProcessModulesEx(
                process.as_raw_handle(),
                modules.as_mut_ptr(),
                size_of_val(&modules[..]) as u32,
                &raw mut needed,
                LIST_MODULES_ALL,
            )
        })?;
        let count = needed as usize / size_of::<HMODULE>();
        if count <= modules.len() {
            modules.truncate(count);
            break;
        }
        modules.resize(count + 32, std::ptr::null_mut());
    }
    let mut path = vec![0_u16; 1 << 15];
    let path_of = |module: HMODULE| {
        // SAFETY: the handle is open, the buffer writable for the length given; a module that is gone has no name.
        let length = unsafe {
            K32GetModuleFileNameExW(
                process.as_raw_handle(),
                module,
                path.as_mut_ptr(),
                path.len() as u32,
            )
        };
        path.get(..length as usize).filter(|path| !path.is_empty()).map(OsString::from_wide)
    };
    Ok(modules.into_iter().filter_map(path_of).collect())
}
