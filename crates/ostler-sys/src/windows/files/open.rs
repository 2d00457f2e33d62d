//! Handles for asking about files, and for changing what is known of them.

use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;
use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _, OwnedHandle};

use windows_sys::Win32::Foundation::INVALID_HANDLE_VALUE;
use windows_sys::Win32::Storage::FileSystem::{
    CreateFileW, FILE_FLAG_BACKUP_SEMANTICS, FILE_FLAG_OPEN_REPARSE_POINT, FILE_SHARE_DELETE,
    FILE_SHARE_READ, FILE_SHARE_WRITE, GetFinalPathNameByHandleW, OPEN_EXISTING,
};

use crate::errno::WinError;
use crate::last_error;
use crate::wide::WStr;

/// `CreateFile` of what exists, a directory too; a link itself unless it is to be followed.
pub(crate) fn open(path: &WStr, access: u32, follow: bool) -> Result<OwnedHandle, WinError> {
    let share = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    let link = if follow { 0 } else { FILE_FLAG_OPEN_REPARSE_POINT };
    // SAFETY: the path is a wide string. The handle is new and nobody else's.
    unsafe {
        let handle = CreateFileW(
            path.as_ptr(),
            access,
            share,
            std::ptr::null(),
            OPEN_EXISTING,
            FILE_FLAG_BACKUP_SEMANTICS | link,
            std::ptr::null_mut(),
        );
        if handle == INVALID_HANDLE_VALUE {
            return Err(last_error());
        }
        Ok(OwnedHandle::from_raw_handle(handle))
    }
}

/// `GetFinalPathNameByHandle`: the path of an open file, which begins with `\\?\`.
pub(crate) fn final_path(file: &OwnedHandle) -> Result<OsString, WinError> {
    let mut units = vec![0; 512];
    loop {
        let room = units.len() as u32;
        // SAFETY: the handle is open, the buffer is writable for the length given.
        let length =
            unsafe { GetFinalPathNameByHandleW(file.as_raw_handle(), units.as_mut_ptr(), room, 0) }
                as usize;
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
