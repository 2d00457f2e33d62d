//! The calendar, for points in time that people write.

use windows_sys::Win32::Foundation::{FILETIME, SYSTEMTIME};
use windows_sys::Win32::System::Time::{
    FileTimeToSystemTime, SystemTimeToFileTime, SystemTimeToTzSpecificLocalTime,
    TzSpecificLocalTimeToSystemTime,
};

use crate::windows::filetime::{SECOND, TO_1970, of_units, units};

/// Units of 100 ns from 1601 to 1970.
pub const EPOCH: u64 = TO_1970;

/// Seconds since 1970 at a time of day: year, month, day, hour, minute, second.
pub fn seconds_of(parts: [i32; 6], utc: bool) -> Option<i64> {
    let [year, month, day, hour, minute, second] =
        parts.map(|part| u16::try_from(part).unwrap_or(u16::MAX));
    let mut time = SYSTEMTIME {
        wYear: year,
        wMonth: month,
        wDayOfWeek: 0,
        wDay: day,
        wHour: hour,
        wMinute: minute,
        wSecond: second.min(59),
        wMilliseconds: 0,
    };
    if !utc {
        let local = time;
        // SAFETY: both times are there, and no zone is the current one.
        let done = unsafe {
            TzSpecificLocalTimeToSystemTime(std::ptr::null(), &raw const local, &raw mut time)
        };
        if done == 0 {
            return None;
        }
    }
    let mut since = FILETIME::default();
    // SAFETY: both are there.
    if unsafe { SystemTimeToFileTime(&raw const time, &raw mut since) } == 0 {
        return None;
    }
    let leap = i64::from(second.saturating_sub(59));
    Some((units(since).checked_sub(EPOCH)? / SECOND).cast_signed() + leap)
}

/// The time of day of a number of seconds since 1970, here: year, month, day, hour, minute, second.
pub fn local_time(seconds: i64) -> Option<[i32; 6]> {
    let units = u64::try_from(seconds).ok()?.checked_mul(SECOND)?.checked_add(EPOCH)?;
    let units = of_units(units);
    let mut time = SYSTEMTIME::default();
    let mut local = SYSTEMTIME::default();
    // SAFETY: what is read is readable, what is written writable; no zone is the current one.
    let done = unsafe {
        FileTimeToSystemTime(&raw const units, &raw mut time) != 0
            && SystemTimeToTzSpecificLocalTime(std::ptr::null(), &raw const time, &raw mut local)
                != 0
    };
    let parts = [local.wYear, local.wMonth, local.wDay, local.wHour, local.wMinute, local.wSecond];
    done.then(|| parts.map(i32::from))
}
