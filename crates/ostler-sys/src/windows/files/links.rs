//! Links, hard and symbolic.

use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;
use std::os::windows::io::AsRawHandle as _;
use std::path::PathBuf;

use windows_sys::Win32::Foundation::ERROR_INVALID_PARAMETER;
use windows_sys::Win32::Storage::FileSystem::{
    CreateHardLinkW, CreateSymbolicLinkW, FILE_ATTRIBUTE_DIRECTORY,
    MAXIMUM_REPARSE_DATA_BUFFER_SIZE, SYMBOLIC_LINK_FLAG_ALLOW_UNPRIVILEGED_CREATE,
    SYMBOLIC_LINK_FLAG_DIRECTORY,
};
use windows_sys::Win32::System::IO::DeviceIoControl;
use windows_sys::Win32::System::Ioctl::FSCTL_GET_REPARSE_POINT;

use super::{Cwd, attributes, open};
use crate::errno::WinError;
use crate::wide::{self, WStr};
use crate::{check_win, last_error};

const IO_REPARSE_TAG_MOUNT_POINT: u32 = 0xa000_0003;
const IO_REPARSE_TAG_SYMLINK: u32 = 0xa000_000c;

/// `ERROR_INVALID_REPARSE_DATA`
const DAMAGED: WinError = WinError::from_raw(4392);

/// `CreateHardLink`. There are no flags: a symbolic link gets the name itself.
pub fn linkat(_: Cwd, src: &WStr, _: Cwd, dst: &WStr, _flags: i32) -> Result<(), WinError> {
    // SAFETY: both are wide strings.
    check_win(unsafe { CreateHardLinkW(dst.as_ptr(), src.as_ptr(), std::ptr::null()) })
}

/// `CreateSymbolicLink`, without a privilege where the system allows that. The link is of the kind for directories if it leads
/// to one, or is said to.
pub fn symlinkat(
    src: &WStr,
    _: Cwd,
    dst: &WStr,
    target_is_directory: bool,
) -> Result<(), WinError> {
    let kind = if target_is_directory || leads_to_directory(src, dst) {
        SYMBOLIC_LINK_FLAG_DIRECTORY
    } else {
        0
    };
    let call = |flags| {
        // SAFETY: both are wide strings.
        if unsafe { CreateSymbolicLinkW(dst.as_ptr(), src.as_ptr(), kind | flags) } {
            Ok(())
        } else {
            Err(last_error())
        }
    };
    match call(SYMBOLIC_LINK_FLAG_ALLOW_UNPRIVILEGED_CREATE) {
        // Older systems do not know the flag.
        Err(error) if error.raw() == ERROR_INVALID_PARAMETER => call(0),
        other => other,
    }
}

/// Whether there is a directory at `src`, which is found from the directory of the link.
fn leads_to_directory(src: &WStr, dst: &WStr) -> bool {
    let (src, dst) = (PathBuf::from(src.to_os_string()), PathBuf::from(dst.to_os_string()));
    let meant = match dst.parent() {
        Some(parent) => parent.join(src),
        None => src,
    };
    wide::with(meant.as_os_str(), attributes)
        .is_ok_and(|found| found.is_ok_and(|known| known & FILE_ATTRIBUTE_DIRECTORY != 0))
}

/// What a symbolic link or a junction says; `None` for a reparse point of another kind.
pub fn readlinkat(_: Cwd, path: &WStr) -> Result<Option<OsString>, WinError> {
    let file = open(path, 0, false)?;
    let mut data = vec![0_u16; MAXIMUM_REPARSE_DATA_BUFFER_SIZE as usize / 2];
    let mut length = 0;
    // SAFETY: the handle is open, the buffer is writable for the length given.
    check_win(unsafe {
        DeviceIoControl(
            file.as_raw_handle(),
            FSCTL_GET_REPARSE_POINT,
            std::ptr::null(),
            0,
            data.as_mut_ptr().cast(),
            MAXIMUM_REPARSE_DATA_BUFFER_SIZE,
            &raw mut length,
            std::ptr::null_mut(),
        )
    })?;
    data.truncate(length as usize / 2);
    Ok(parse(&data)?.map(|name| OsString::from_wide(&name)))
}

/// The name in what a file system keeps of a link, in units: the tag in two, the length, a reserved one, the place and
/// the length of the name that counts and of the one for people, for symbolic links two of flags, the names.
fn parse(data: &[u16]) -> Result<Option<Vec<u16>>, WinError> {
    let [low, high, _, _, place, length, ..] = *data else { return Err(DAMAGED) };
    let names = match u32::from(high) << 16 | u32::from(low) {
        IO_REPARSE_TAG_SYMLINK => 10,
        IO_REPARSE_TAG_MOUNT_POINT => 8,
        _ => return Ok(None),
    };
    let start = names + usize::from(place) / 2;
    let name = data.get(start..start + usize::from(length) / 2).ok_or(DAMAGED)?;
    let mut name = name.to_vec();
    // The kernel's own prefix is `\??\`, and the one for programs `\\?\`.
    if name.starts_with(&[b'\\', b'?', b'?', b'\\'].map(u16::from)) {
        name[1] = b'\\'.into();
    }
    Ok(Some(name))
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn data(tag: u32, flags: &[u16], name: &str) -> Vec<u16> {
        let units: Vec<u16> = name.encode_utf16().collect();
        let mut data = vec![tag as u16, (tag >> 16) as u16, 0, 0, 0, units.len() as u16 * 2, 0, 0];
        data.extend(flags);
        data.extend(units);
        data
    }

    #[test]
    fn links_and_junctions() {
        let said =
            |data: &[u16]| parse(data).unwrap().map(|name| String::from_utf16(&name).unwrap());
        assert_eq!(said(&data(0xa000_000c, &[1, 0], "..\\a")).as_deref(), Some("..\\a"));
        assert_eq!(said(&data(0xa000_0003, &[], "\\??\\C:\\a")).as_deref(), Some("\\\\?\\C:\\a"));
        assert_eq!(said(&data(0x8000_001b, &[], "x")), None);
    }

    #[test]
    fn nothing_is_believed() {
        let whole = data(0xa000_000c, &[1, 0], "abc");
        for cut in 0..whole.len() {
            assert!(parse(&whole[..cut]).is_err(), "{cut}");
        }
        let mut beyond = whole;
        beyond[4] = u16::MAX;
        assert!(parse(&beyond).is_err());
    }
}
