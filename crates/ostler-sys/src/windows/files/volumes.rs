//! Drives, volumes and where they are mounted.

use windows_sys::Win32::Foundation::{
    ERROR_MORE_DATA, ERROR_NO_MORE_FILES, HANDLE, INVALID_HANDLE_VALUE,
};
use windows_sys::Win32::Storage::FileSystem::{
    FindFirstVolumeW, FindNextVolumeW, FindVolumeClose, GetLogicalDriveStringsW,
    GetVolumePathNamesForVolumeNameW,
};

use crate::errno::WinError;
use crate::wide::WStr;
use crate::{check_win, last_error};

/// The longest name of a volume is `\\?\Volume{…}\`, 49 units; there is room for more.
const ROOM: usize = 128;

/// `GetLogicalDriveStrings`
pub fn listdrives() -> Result<Vec<Vec<u16>>, WinError> {
    let mut units = vec![0; 256];
    loop {
        // SAFETY: the buffer is writable for the length given.
        let length =
            unsafe { GetLogicalDriveStringsW(units.len() as u32, units.as_mut_ptr()) } as usize;
        if length == 0 {
            return Err(last_error());
        }
        if length <= units.len() {
            units.truncate(length);
            return Ok(split(&units));
        }
        units.resize(length + 1, 0);
    }
}

/// `FindFirstVolume`, `FindNextVolume`
pub fn listvolumes() -> Result<Vec<Vec<u16>>, WinError> {
    struct Search(HANDLE);

    impl Drop for Search {
        fn drop(&mut self) {
            // SAFETY: the handle is open, and this is its owner.
            unsafe { FindVolumeClose(self.0) };
        }
    }

    let mut name = [0; ROOM];
    // SAFETY: the buffer is writable for the length given.
    let handle = unsafe { FindFirstVolumeW(name.as_mut_ptr(), ROOM as u32) };
    if handle == INVALID_HANDLE_VALUE {
        return Err(last_error());
    }
    let search = Search(handle);
    let mut volumes = Vec::new();
    loop {
        volumes.extend(split(&name).into_iter().take(1));
        // SAFETY: the handle is open, the buffer is writable for the length given.
        let next = check_win(unsafe { FindNextVolumeW(search.0, name.as_mut_ptr(), ROOM as u32) });
        match next {
            Ok(()) => {}
            Err(error) if error.raw() == ERROR_NO_MORE_FILES => return Ok(volumes),
            Err(error) => return Err(error),
        }
    }
}

/// `GetVolumePathNamesForVolumeName`
pub fn listmounts(volume: &WStr) -> Result<Vec<Vec<u16>>, WinError> {
    let mut units = vec![0; 256];
    loop {
        let mut length = 0;
        // SAFETY: the volume is a wide string, the buffer is writable for the length given.
        let listed = check_win(unsafe {
            GetVolumePathNamesForVolumeNameW(
                volume.as_ptr(),
                units.as_mut_ptr(),
                units.len() as u32,
                &raw mut length,
            )
        });
        match listed {
            Ok(()) => {
                units.truncate(length as usize);
                return Ok(split(&units));
            }
            Err(error) if error.raw() == ERROR_MORE_DATA && length as usize > units.len() => {
                units.resize(length as usize, 0);
            }
            Err(error) => return Err(error),
        }
    }
}

/// Strings with a NUL after each, until an empty one.
fn split(units: &[u16]) -> Vec<Vec<u16>> {
    units
        .split(|unit| *unit == 0)
        .take_while(|name| !name.is_empty())
        .map(<[u16]>::to_vec)
        .collect()
}
