//! Times of files.

use std::os::windows::io::{AsRawHandle as _, RawHandle};

use windows_sys::Win32::Foundation::FILETIME;
use windows_sys::Win32::Storage::FileSystem::{FILE_WRITE_ATTRIBUTES, SetFileTime};
use windows_sys::Win32::System::SystemInformation::GetSystemTimeAsFileTime;

use super::{Cwd, follows, open};
use crate::errno::{Errno, WinError};
use crate::fd::Fd;
use crate::wide::WStr;
use crate::windows::filetime::{SECOND, TO_1970, of_units};
use crate::{check_win, descriptors};

pub use crate::stamp::SetTime;

/// `ERROR_INVALID_PARAMETER`: before 1601, or after the year 30828.
const OUT_OF_RANGE: WinError = WinError::from_raw(87);

/// `SetFileTime`: when it was last read and last written.
pub fn utimensat(
    _: Cwd,
    path: &WStr,
    read: SetTime,
    written: SetTime,
    flags: i32,
) -> Result<(), WinError> {
    let file = open(path, FILE_WRITE_ATTRIBUTES, follows(flags))?;
    by_handle(file.as_raw_handle(), read, written)
}

/// The same of an open file.
pub fn futimens(fd: Fd<'_>, read: SetTime, written: SetTime) -> Result<(), WinError> {
    let handle = descriptors::get_osfhandle(fd).map_err(|_: Errno| WinError::from_raw(6))?;
    by_handle(handle.as_raw_handle(), read, written)
}

fn by_handle(handle: RawHandle, read: SetTime, written: SetTime) -> Result<(), WinError> {
    let (read, written) = (file_time(read)?, file_time(written)?);
    let place =
        |time: &Option<FILETIME>| time.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
    // SAFETY: the handle is open; the times are null or read only.
    check_win(unsafe { SetFileTime(handle, std::ptr::null(), place(&read), place(&written)) })
}

fn now() -> FILETIME {
    let mut now = FILETIME::default();
    // SAFETY: the structure is written to.
    unsafe { GetSystemTimeAsFileTime(&raw mut now) };
    now
}

fn file_time(time: SetTime) -> Result<Option<FILETIME>, WinError> {
    const FROM_1601_TO_1970: i64 = (TO_1970 / SECOND).cast_signed();
    let (sec, nsec) = match time {
        SetTime::Now => return Ok(Some(now())),
        SetTime::Omit => return Ok(None),
        SetTime::Stamp { sec, nsec } => (sec, nsec),
    };
    let ticks = sec
        .checked_add(FROM_1601_TO_1970)
        .and_then(|seconds| seconds.checked_mul(SECOND.cast_signed()))
        .and_then(|ticks| ticks.checked_add(i64::from(nsec / 100)))
        .filter(|ticks| *ticks >= 0)
        .ok_or(OUT_OF_RANGE)?;
    Ok(Some(of_units(ticks.cast_unsigned())))
}
