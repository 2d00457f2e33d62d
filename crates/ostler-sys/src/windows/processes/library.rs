//! Where libraries are looked for.

use std::ffi::c_void;

use windows_sys::Win32::System::LibraryLoader::{AddDllDirectory, RemoveDllDirectory};

use crate::errno::WinError;
use crate::wide::WStr;
use crate::{check_win, last_error};

/// A directory among those that libraries are looked for in, until it is dropped.
#[derive(Debug)]
pub struct AddedDirectory(*mut c_void);

// SAFETY: what stands for it is a number to the system, which locks its list.
unsafe impl Send for AddedDirectory {}
// SAFETY: as above.
unsafe impl Sync for AddedDirectory {}

/// `AddDllDirectory`
pub fn add_dll_directory(path: &WStr) -> Result<AddedDirectory, WinError> {
    // SAFETY: the path is a wide string.
    let cookie = unsafe { AddDllDirectory(path.as_ptr()) };
    if cookie.is_null() { Err(last_error()) } else { Ok(AddedDirectory(cookie)) }
}

impl AddedDirectory {
    /// `RemoveDllDirectory`
    pub fn remove(self) -> Result<(), WinError> {
        let cookie = self.0;
        std::mem::forget(self);
        // SAFETY: it came from `AddDllDirectory` and was not given back yet.
        check_win(unsafe { RemoveDllDirectory(cookie) })
    }
}

impl Drop for AddedDirectory {
    fn drop(&mut self) {
        // SAFETY: as above.
        unsafe { RemoveDllDirectory(self.0) };
    }
}
