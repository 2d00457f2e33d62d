//! What the system makes of a path: its full form, its final form, its volume.

use std::ffi::OsString;
use std::os::windows::io::AsRawHandle as _;

use windows_sys::Win32::Foundation::{
    ERROR_DIRECTORY, ERROR_INVALID_FUNCTION, ERROR_INVALID_PARAMETER, ERROR_NOT_SUPPORTED,
};
use windows_sys::Win32::Storage::FileSystem::{
    GetDiskFreeSpaceExW, GetDriveTypeW, GetFullPathNameW, GetVolumePathNameW,
};
use windows_sys::Win32::System::IO::DeviceIoControl;
use windows_sys::Win32::System::Ioctl::{
    FILE_FS_PERSISTENT_VOLUME_INFORMATION, FSCTL_QUERY_PERSISTENT_VOLUME_STATE,
    PERSISTENT_VOLUME_STATE_DEV_VOLUME,
};

use super::{Find, final_path, open};
use crate::errno::WinError;
use crate::wide::WStr;
use crate::{check_win, last_error};

/// `GetFullPathName`: from the root on, without `.` and `..`. Nothing has to be there.
pub fn full_path(path: &WStr) -> Result<Vec<u16>, WinError> {
    let mut units = vec![0; 512];
    loop {
        let (room, length) = (units.as_mut_ptr(), units.len() as u32);
        // SAFETY: a wide string, and room for the length given; the part of the name is not asked for.
        let length =
            unsafe { GetFullPathNameW(path.as_ptr(), length, room, std::ptr::null_mut()) } as usize;
        if length == 0 {
            return Err(last_error());
        }
        let fits = length < units.len();
        units.resize(length, 0);
        if fits {
            return Ok(units);
        }
    }
}

/// `GetFinalPathNameByHandle`: of what is there, through all links, in the form that starts with `\\\\?\\`.
pub fn real_path(path: &WStr) -> Result<OsString, WinError> {
    final_path(&open(path, 0, true)?)
}

/// `GetVolumePathName`: where the volume is mounted that a path is on.
pub fn volume_path(path: &WStr) -> Result<Vec<u16>, WinError> {
    // No longer than the path itself, or than the current directory.
    let mut units = vec![0; path.units().len().max(32768) + 1];
    // SAFETY: a wide string, and room for the length given.
    check_win(unsafe {
        GetVolumePathNameW(path.as_ptr(), units.as_mut_ptr(), units.len() as u32)
    })?;
    let length = units.iter().position(|unit| *unit == 0).unwrap_or(units.len());
    units.truncate(length);
    Ok(units)
}

/// The name that a directory has for an entry: `FindFirstFile`.
pub fn entry_name(path: &WStr) -> Result<Vec<u16>, WinError> {
    /// `ERROR_FILE_NOT_FOUND`
    const NOT_FOUND: WinError = WinError::from_raw(2);
    Ok(Find::first(path)?.ok_or(NOT_FOUND)?.name().to_vec())
}

/// `GetDiskFreeSpaceEx`: the bytes of a disk, and those that are free for the user. A file stands for its directory.
pub fn disk_usage(path: &WStr) -> Result<(u64, u64), WinError> {
    const SEPARATORS: [u16; 2] = [b'\\' as u16, b'/' as u16];
    match disk_usage_of(path) {
        Err(error) if error.raw() == ERROR_DIRECTORY => {
            let cut = path.units().iter().rposition(|unit| SEPARATORS.contains(unit));
            let mut directory = path.units().get(..cut.unwrap_or(0)).unwrap_or_default().to_vec();
            directory.push(0);
            disk_usage_of(WStr::from_units(&directory).unwrap_or(WStr::EMPTY))
        }
        other => other,
    }
}

fn disk_usage_of(path: &WStr) -> Result<(u64, u64), WinError> {
    let (mut total, mut free) = (0, 0);
    // SAFETY: a wide string; both numbers are written to, the third is not asked for.
    check_win(unsafe {
        let path = path.as_ptr();
        GetDiskFreeSpaceExW(path, std::ptr::null_mut(), &raw mut total, &raw mut free)
    })?;
    Ok((total, free))
}

/// `FSCTL_QUERY_PERSISTENT_VOLUME_STATE`: whether a path is on a volume for developers' files.
pub fn is_dev_drive(path: &WStr) -> Result<bool, WinError> {
    /// `DRIVE_FIXED`
    const FIXED: u32 = 3;
    /// `FILE_READ_ATTRIBUTES`
    const READ_ATTRIBUTES: u32 = 0x80;
    let mut volume = volume_path(path)?;
    volume.push(0);
    let volume = WStr::from_units(&volume).unwrap_or(WStr::EMPTY);
    // SAFETY: a wide string.
    if unsafe { GetDriveTypeW(volume.as_ptr()) } != FIXED {
        return Ok(false);
    }
    let directory = open(volume, READ_ATTRIBUTES, true)?;
    let mut state = FILE_FS_PERSISTENT_VOLUME_INFORMATION {
        VolumeFlags: 0,
        FlagMask: PERSISTENT_VOLUME_STATE_DEV_VOLUME,
        Version: 1,
        Reserved: 0,
    };
    let size = size_of_val(&state) as u32;
    let place = (&raw mut state).cast::<std::ffi::c_void>();
    let mut length = 0;
    // SAFETY: the handle is open; the structure is read and then written to.
    let asked = check_win(unsafe {
        DeviceIoControl(
            directory.as_raw_handle(),
            FSCTL_QUERY_PERSISTENT_VOLUME_STATE,
            place,
            size,
            place,
            size,
            &raw mut length,
            std::ptr::null_mut(),
        )
    });
    match asked {
        Ok(()) => Ok(state.VolumeFlags & PERSISTENT_VOLUME_STATE_DEV_VOLUME != 0),
        // Older systems do not know of them.
        Err(error)
            if matches!(
                error.raw(),
                ERROR_INVALID_PARAMETER | ERROR_INVALID_FUNCTION | ERROR_NOT_SUPPORTED
            ) =>
        {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}
