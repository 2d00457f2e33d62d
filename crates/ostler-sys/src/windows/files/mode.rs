//! The read-only attribute, which is all that is left of a mode, and what it permits.

use std::os::windows::io::{AsRawHandle as _, RawHandle};

use windows_sys::Win32::Storage::FileSystem::{
    FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_NORMAL, FILE_ATTRIBUTE_READONLY,
    FILE_ATTRIBUTE_REPARSE_POINT, FILE_BASIC_INFO, FILE_READ_ATTRIBUTES, FILE_WRITE_ATTRIBUTES,
    FileBasicInfo, GetFileAttributesW, GetFileInformationByHandleEx, INVALID_FILE_ATTRIBUTES,
    SetFileAttributesW, SetFileInformationByHandle,
};

use super::{Cwd, open};
use crate::errno::{self, Errno, WinError};
use crate::fd::Fd;
use crate::wide::WStr;
use crate::windows::c;
use crate::{check_win, descriptors, last_error};

/// Sets whether a file may be written, through links.
pub fn fchmodat(_: Cwd, path: &WStr, mode: u32) -> Result<(), WinError> {
    chmod(path, mode, true)
}

/// The same of a link itself.
pub fn lchmodat(_: Cwd, path: &WStr, mode: u32) -> Result<(), WinError> {
    chmod(path, mode, false)
}

fn chmod(path: &WStr, mode: u32, follow: bool) -> Result<(), WinError> {
    let old = attributes(path)?;
    if follow && old & FILE_ATTRIBUTE_REPARSE_POINT != 0 {
        let file = open(path, FILE_READ_ATTRIBUTES | FILE_WRITE_ATTRIBUTES, true)?;
        return by_handle(file.as_raw_handle(), mode);
    }
    // SAFETY: a wide string.
    check_win(unsafe { SetFileAttributesW(path.as_ptr(), changed(old, mode)) })
}

/// The same of an open file.
pub fn fchmod(fd: Fd<'_>, mode: u32) -> Result<(), WinError> {
    let handle = descriptors::get_osfhandle(fd).map_err(|_: Errno| WinError::from_raw(6))?;
    by_handle(handle.as_raw_handle(), mode)
}

/// `GetFileAttributes`
pub fn attributes(path: &WStr) -> Result<u32, WinError> {
    // SAFETY: a wide string.
    match unsafe { GetFileAttributesW(path.as_ptr()) } {
        INVALID_FILE_ATTRIBUTES => Err(last_error()),
        attributes => Ok(attributes),
    }
}

/// Whether a file is there, and whether it may be written: a directory always. `ENOSYS` for flags.
pub fn faccessat(_: Cwd, path: &WStr, mode: i32, flags: i32) -> Result<(), Errno> {
    if flags != 0 {
        return Err(errno::ENOSYS);
    }
    let known = attributes(path).map_err(WinError::errno)?;
    let read_only = known & FILE_ATTRIBUTE_READONLY != 0 && known & FILE_ATTRIBUTE_DIRECTORY == 0;
    if mode & c::W_OK != 0 && read_only { Err(errno::EACCES) } else { Ok(()) }
}

fn by_handle(handle: RawHandle, mode: u32) -> Result<(), WinError> {
    // SAFETY: a structure of numbers, which is written to and then read; the handle is open.
    unsafe {
        let mut info: FILE_BASIC_INFO = std::mem::zeroed();
        let size = size_of_val(&info) as u32;
        let place = (&raw mut info).cast();
        check_win(GetFileInformationByHandleEx(handle, FileBasicInfo, place, size))?;
        info.FileAttributes = changed(info.FileAttributes, mode);
        check_win(SetFileInformationByHandle(handle, FileBasicInfo, (&raw const info).cast(), size))
    }
}

fn changed(attributes: u32, mode: u32) -> u32 {
    const S_IWUSR: u32 = 0o200;
    let read_only = mode & S_IWUSR == 0;
    let others = attributes & !FILE_ATTRIBUTE_READONLY;
    match (read_only, others) {
        (true, others) => others | FILE_ATTRIBUTE_READONLY,
        // None at all would mean that nothing is to change.
        (false, 0) => FILE_ATTRIBUTE_NORMAL,
        (false, others) => others,
    }
}
