//! Starting files with the programs that they belong to.

use std::ffi::{OsStr, c_void};
use std::path::Path;

use windows_sys::Win32::Foundation::SetLastError;
use windows_sys::Win32::System::LibraryLoader::{
    GetProcAddress, LOAD_LIBRARY_SEARCH_SYSTEM32, LoadLibraryExW,
};
use windows_sys::core::w;

use crate::errno::WinError;
use crate::last_error;
use crate::wide::{self, InteriorNul, WStr, WString};

type ShellExecute = unsafe extern "system" fn(
    window: *mut c_void,
    operation: *const u16,
    file: *const u16,
    arguments: *const u16,
    directory: *const u16,
    show: i32,
) -> *mut c_void;

/// What [`shell_execute`] is given besides the file.
#[derive(Debug)]
pub struct Start {
    operation: Option<WString>,
    arguments: Option<WString>,
    directory: Option<WString>,
    show: i32,
}

impl Start {
    pub fn new(
        operation: Option<&OsStr>,
        arguments: Option<&OsStr>,
        directory: Option<&Path>,
        show: i32,
    ) -> Result<Self, InteriorNul> {
        Ok(Self {
            operation: operation.map(wide::owned).transpose()?,
            arguments: arguments.map(wide::owned).transpose()?,
            directory: directory.map(|it| wide::owned(it.as_os_str())).transpose()?,
            show,
        })
    }
}

/// `ShellExecuteW`, if there is a shell: most programs have no use for that library, and small systems do not have it.
pub fn shell_execute(file: &WStr, start: &Start) -> Option<Result<(), WinError>> {
    /// Answers up to this are failures.
    const FAILED: isize = 32;
    let pointer = |text: &Option<WString>| text.as_ref().map_or(std::ptr::null(), |it| it.as_ptr());
    // SAFETY: the library stays loaded, the function has this type, and every text is a wide string or none.
    unsafe {
        let library =
            LoadLibraryExW(w!("shell32.dll"), std::ptr::null_mut(), LOAD_LIBRARY_SEARCH_SYSTEM32);
        if library.is_null() {
            return None;
        }
        let function = GetProcAddress(library, c"ShellExecuteW".as_ptr().cast())?;
        let execute =
            std::mem::transmute::<unsafe extern "system" fn() -> isize, ShellExecute>(function);
        SetLastError(0);
        let answer = execute(
            std::ptr::null_mut(),
            pointer(&start.operation),
            file.as_ptr(),
            pointer(&start.arguments),
            pointer(&start.directory),
            start.show,
        );
        Some(match (answer as isize, last_error()) {
            (answer, _) if answer > FAILED => Ok(()),
            // A failure without a code: the answer is nearly one.
            (answer, code) if code.raw() == 0 => Err(WinError::from_raw(answer.max(0) as u32)),
            (_, code) => Err(code),
        })
    }
}
