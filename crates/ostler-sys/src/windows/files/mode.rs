//! The read-only attribute, which is all that is left of a mode.

use std::os::windows::io::{AsRawHandle as _, RawHandle};

use windows_sys::Win32::Storage::FileSystem::{
    FILE_ATTRIBUTE_NORMAL, FILE_ATTRIBUTE_READONLY, FILE_ATTRIBUTE_REPARSE_POINT, FILE_BASIC_INFO,
    FILE_READ_ATTRIBUTES, FILE_WRITE_ATTRIBUTES, FileBasicInfo, GetFileAttributesW,
    GetFileInformationByHandleEx, INVALID_FILE_ATTRIBUTES, SetFileAttributesW,
    SetFileInformationByHandle,
};

use super::open;
use crate::errno::{Errno, WinError};
use crate::fd::Fd;
use crate::wide::WStr;
use crate::{check_win, descriptors, last_error};

/// Sets whether a file may be written, of a link itself unless it is to be followed.
pub fn chmod(path: &WStr, read_only: bool, follow: bool) -> Result<(), WinError> {
    let old = attributes(path)?;
    if follow && old & FILE_ATTRIBUTE_REPARSE_POINT != 0 {
        let file = open(path, FILE_READ_ATTRIBUTES | FILE_WRITE_ATTRIBUTES, true)?;
        return by_handle(file.as_raw_handle(), read_only);
    }
    // SAFETY: a wide string.
    check_win(unsafe { SetFileAttributesW(path.as_ptr(), changed(old, read_only)) })
}

/// The same of an open file.
pub fn fchmod(fd: Fd<'_>, read_only: bool) -> Result<(), WinError> {
    let handle = descriptors::get_osfhandle(fd).map_err(|_: Errno| WinError::from_raw(6))?;
    by_handle(handle.as_raw_handle(), read_only)
}

/// `GetFileAttributes`
pub fn attributes(path: &WStr) -> Result<u32, WinError> {
    // SAFETY: a wide string.
    match unsafe { GetFileAttributesW(path.as_ptr()) } {
        INVALID_FILE_ATTRIBUTES => Err(last_error()),
        attributes => Ok(attributes),
    }
}

fn by_handle(handle: RawHandle, read_only: bool) -> Result<(), WinError> {
    // SAFETY: a structure of numbers, which is written to and then read; the handle is open.
    unsafe {
        let mut info: FILE_BASIC_INFO = std::mem::zeroed();
        let size = size_of_val(&info) as u32;
        let place = (&raw mut info).cast();
        check_win(GetFileInformationByHandleEx(handle, FileBasicInfo, place, size))?;
        info.FileAttributes = changed(info.FileAttributes, read_only);
        check_win(SetFileInformationByHandle(handle, FileBasicInfo, (&raw const info).cast(), size))
    }
}

fn changed(attributes: u32, read_only: bool) -> u32 {
    let others = attributes & !FILE_ATTRIBUTE_READONLY;
    match (read_only, others) {
        (true, others) => others | FILE_ATTRIBUTE_READONLY,
        // None at all would mean that nothing is to change.
        (false, 0) => FILE_ATTRIBUTE_NORMAL,
        (false, others) => others,
    }
}
