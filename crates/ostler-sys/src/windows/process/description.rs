//! What a program's file says of the program: its version resource.

use std::ffi::{OsString, c_void};
use std::os::windows::ffi::OsStringExt as _;

use windows_sys::Win32::Storage::FileSystem::{
    GetFileVersionInfoSizeW, GetFileVersionInfoW, VerQueryValueW,
};

use crate::errno::WinError;
use crate::windows::wide::{self, WStr};
use crate::windows::{check_win, last_error};

/// The `FileDescription` of a file; `None` if it has none.
pub fn of(path: &WStr) -> Result<Option<OsString>, WinError> {
    const ERROR_RESOURCE_DATA_NOT_FOUND: u32 = 1812;
    const ERROR_RESOURCE_TYPE_NOT_FOUND: u32 = 1813;
    const ERROR_RESOURCE_NAME_NOT_FOUND: u32 = 1814;
    let mut unused = 0;
    // SAFETY: the path ends in a NUL.
    let size = unsafe { GetFileVersionInfoSizeW(path.as_ptr(), &raw mut unused) };
    if size == 0 {
        let code = last_error();
        return match code.raw() {
            ERROR_RESOURCE_DATA_NOT_FOUND
            | ERROR_RESOURCE_TYPE_NOT_FOUND
            | ERROR_RESOURCE_NAME_NOT_FOUND => Ok(None),
            _ => Err(code),
        };
    }
    let mut block = vec![0_u64; size as usize / 8 + 1];
    // SAFETY: the path ends in a NUL, the block is writable for the size given.
    check_win(unsafe {
        GetFileVersionInfoW(path.as_ptr(), 0, size, block.as_mut_ptr().cast::<c_void>())
    })?;
    // English in the two usual code pages, where the file does not say.
    let mut languages = translations(&block);
    languages.extend(["040904b0".to_owned(), "040904e4".to_owned()]);
    for language in languages {
        let name = format!("\\StringFileInfo\\{language}\\FileDescription");
        if let Some(units) = value::<u16>(&block, &name) {
            let length = units.iter().position(|unit| *unit == 0).unwrap_or(units.len());
            return Ok((length > 0).then(|| OsString::from_wide(&units[..length])));
        }
    }
    Ok(None)
}

/// Languages and code pages, as they stand in names.
fn translations(block: &[u64]) -> Vec<String> {
    let words = value::<u16>(block, "\\VarFileInfo\\Translation").unwrap_or_default();
    // The length of this one counts bytes.
    let pairs = words[..words.len() / 2].chunks_exact(2);
    pairs.map(|pair| format!("{:04x}{:04x}", pair[0], pair[1])).collect()
}

/// A value of the block: as many units as its length says.
fn value<'a, T: Copy>(block: &'a [u64], name: &str) -> Option<&'a [T]> {
    let (mut value, mut length) = (std::ptr::null_mut(), 0);
    let name = wide::owned(name.as_ref()).ok()?;
    // SAFETY: the block was read by the function that goes with this one, the name ends in a NUL.
    let found = unsafe {
        VerQueryValueW(block.as_ptr().cast(), name.as_ptr(), &raw mut value, &raw mut length)
    };
    let start = (value as usize).checked_sub(block.as_ptr() as usize)?;
    let room = size_of_val(block).checked_sub(start)? / size_of::<T>();
    let inside = found != 0 && start.is_multiple_of(align_of::<T>());
    // SAFETY: it is inside of the block, and aligned.
    inside.then(|| unsafe {
        std::slice::from_raw_parts(value.cast::<T>().cast_const(), room.min(length as usize))
    })
}
