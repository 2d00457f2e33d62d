//! Names: renaming and removing.

use windows_sys::Win32::Foundation::ERROR_ACCESS_DENIED;
use windows_sys::Win32::Storage::FileSystem::{
    DeleteFileW, FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_REPARSE_POINT, MOVEFILE_REPLACE_EXISTING,
    MoveFileExW, RemoveDirectoryW,
};

use super::{Cwd, attributes};
use crate::check_win;
use crate::errno::WinError;
use crate::wide::WStr;

/// `MoveFileEx`. What has the name already is an error.
pub fn renameat(_: Cwd, src: &WStr, _: Cwd, dst: &WStr) -> Result<(), WinError> {
    move_file(src, dst, 0)
}

/// `MoveFileEx` with `MOVEFILE_REPLACE_EXISTING`
pub fn replaceat(_: Cwd, src: &WStr, _: Cwd, dst: &WStr) -> Result<(), WinError> {
    move_file(src, dst, MOVEFILE_REPLACE_EXISTING)
}

fn move_file(src: &WStr, dst: &WStr, flags: u32) -> Result<(), WinError> {
    // SAFETY: both are wide strings.
    check_win(unsafe { MoveFileExW(src.as_ptr(), dst.as_ptr(), flags) })
}

/// `DeleteFile`, or `RemoveDirectory` for a link to a directory.
pub fn unlinkat(dir: Cwd, path: &WStr) -> Result<(), WinError> {
    // SAFETY: a wide string.
    let deleted = check_win(unsafe { DeleteFileW(path.as_ptr()) });
    match deleted {
        Err(error) if error.raw() == ERROR_ACCESS_DENIED && is_directory_link(path) => {
            rmdirat(dir, path)
        }
        other => other,
    }
}

fn is_directory_link(path: &WStr) -> bool {
    const BOTH: u32 = FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_REPARSE_POINT;
    attributes(path).is_ok_and(|attributes| attributes & BOTH == BOTH)
}

/// `RemoveDirectory`
pub fn rmdirat(_: Cwd, path: &WStr) -> Result<(), WinError> {
    // SAFETY: a wide string.
    check_win(unsafe { RemoveDirectoryW(path.as_ptr()) })
}
