//! Names: renaming and removing.

use windows_sys::Win32::Foundation::ERROR_ACCESS_DENIED;
use windows_sys::Win32::Storage::FileSystem::{
    DeleteFileW, FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_REPARSE_POINT, GetFileAttributesW,
    INVALID_FILE_ATTRIBUTES, MOVEFILE_REPLACE_EXISTING, MoveFileExW, RemoveDirectoryW,
};

use crate::check_win;
use crate::errno::WinError;
use crate::wide::WStr;

/// `MoveFileEx`
pub fn rename(src: &WStr, dst: &WStr, replace: bool) -> Result<(), WinError> {
    let flags = if replace { MOVEFILE_REPLACE_EXISTING } else { 0 };
    // SAFETY: both are wide strings.
    check_win(unsafe { MoveFileExW(src.as_ptr(), dst.as_ptr(), flags) })
}

/// `DeleteFile`, or `RemoveDirectory` for a link to a directory.
pub fn unlink(path: &WStr) -> Result<(), WinError> {
    // SAFETY: a wide string.
    let deleted = check_win(unsafe { DeleteFileW(path.as_ptr()) });
    match deleted {
        Err(error) if error.raw() == ERROR_ACCESS_DENIED && is_directory_link(path) => rmdir(path),
        other => other,
    }
}

fn is_directory_link(path: &WStr) -> bool {
    const BOTH: u32 = FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_REPARSE_POINT;
    // SAFETY: a wide string.
    let attributes = unsafe { GetFileAttributesW(path.as_ptr()) };
    attributes != INVALID_FILE_ATTRIBUTES && attributes & BOTH == BOTH
}

/// `RemoveDirectory`
pub fn rmdir(path: &WStr) -> Result<(), WinError> {
    // SAFETY: a wide string.
    check_win(unsafe { RemoveDirectoryW(path.as_ptr()) })
}
