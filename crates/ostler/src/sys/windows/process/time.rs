//! The calendar, for points in time that people write.

use windows_sys::Win32::Foundation::{FILETIME, SYSTEMTIME};
use windows_sys::Win32::System::Time::{
    FileTimeToSystemTime, SystemTimeToFileTime, SystemTimeToTzSpecificLocalTime,
    TzSpecificLocalTimeToSystemTime,
};

/// Units of 100 ns from 1601 to 1970.
pub const EPOCH: u64 = 116_444_736_000_000_000;

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
    let mut units = FILETIME { dwLowDateTime: 0, dwHighDateTime: 0 };
    // SAFETY: both are there.
    if unsafe { SystemTimeToFileTime(&raw const time, &raw mut units) } == 0 {
        return None;
    }
    let units = u64::from(units.dwHighDateTime) << 32 | u64::from(units.dwLowDateTime);
    let leap = i64::from(second.saturating_sub(59));
    Some((units.checked_sub(EPOCH)? / 10_000_000).cast_signed() + leap)
}

/// The time of day of a number of seconds since 1970, here: year, month, day, hour, minute, second.
pub fn local_time(seconds: i64) -> Option<[i32; 6]> {
    let units = u64::try_from(seconds).ok()?.checked_mul(10_000_000)?.checked_add(EPOCH)?;
    let units = FILETIME { dwLowDateTime: units as u32, dwHighDateTime: (units >> 32) as u32 };
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
