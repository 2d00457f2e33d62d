//! Where errors are reported: the runtime's, its debug sibling's, the system's.

use std::ffi::{CStr, c_void};

use windows_sys::Win32::System::Diagnostics::Debug::{GetErrorMode, SetErrorMode};
use windows_sys::Win32::System::LibraryLoader::{GetModuleHandleW, GetProcAddress};
use windows_sys::core::w;

use crate::errno::{self, Errno};
use crate::quietly;
use crate::windows::crt;

/// `_set_error_mode`: the mode there was, or -1.
pub fn set_error_mode(mode: i32) -> i32 {
    // SAFETY: it takes a number only, and knows the right ones.
    quietly(|| unsafe { crt::_set_error_mode(mode) })
}

/// `SetErrorMode`: the mode there was.
pub fn set_system_error_mode(mode: u32) -> u32 {
    // SAFETY: it takes a number only.
    unsafe { SetErrorMode(mode) }
}

/// `GetErrorMode`
pub fn system_error_mode() -> u32 {
    // SAFETY: it takes nothing.
    unsafe { GetErrorMode() }
}

/// A function of a library, before its type is known.
type Function = unsafe extern "system" fn() -> isize;

/// A function of the debug runtime, if this process has loaded that: `ENOSYS` otherwise.
fn debug_function(name: &CStr) -> Result<Function, Errno> {
    // SAFETY: the names are strings with a NUL; the runtime, once loaded, stays.
    let found = unsafe {
        let module = GetModuleHandleW(w!("ucrtbased.dll"));
        if module.is_null() { None } else { GetProcAddress(module, name.as_ptr().cast()) }
    };
    found.ok_or(errno::ENOSYS)
}

/// `_CrtSetReportMode`: the mode there was.
pub fn crt_set_report_mode(kind: i32, mode: i32) -> Result<i32, Errno> {
    let function = debug_function(c"_CrtSetReportMode")?;
    // SAFETY: it is the function of this name, which takes numbers only.
    let answer = quietly(|| unsafe {
        std::mem::transmute::<Function, crt::CrtSetReportMode>(function)(kind, mode)
    });
    if answer == -1 { Err(errno::EINVAL) } else { Ok(answer) }
}

/// `_CrtSetReportFile`: the handle there was, or one of the numbers that stand for something else.
pub fn crt_set_report_file(kind: i32, file: isize) -> Result<isize, Errno> {
    /// `_CRTDBG_HFILE_ERROR`
    const REFUSED: isize = -2;
    let function = debug_function(c"_CrtSetReportFile")?;
    // SAFETY: it is the function of this name; it keeps the number.
    let answer = quietly(|| unsafe {
        std::mem::transmute::<Function, crt::CrtSetReportFile>(function)(kind, file as *mut c_void)
    }) as isize;
    if answer == REFUSED { Err(errno::EINVAL) } else { Ok(answer) }
}

/// `_CrtDbgReport`, with a text in which nothing is replaced: whether the debugger is to be started.
pub fn crt_dbg_report(kind: i32, text: &CStr) -> Result<bool, Errno> {
    let function = debug_function(c"_CrtDbgReport")?;
    // SAFETY: it is the function of this name; the format takes one string, which follows.
    let answer = quietly(|| unsafe {
        std::mem::transmute::<Function, crt::CrtDbgReport>(function)(
            kind,
            std::ptr::null(),
            0,
            std::ptr::null(),
            c"%s".as_ptr().cast(),
            text.as_ptr(),
        )
    });
    if answer == -1 { Err(errno::EINVAL) } else { Ok(answer == 1) }
}
