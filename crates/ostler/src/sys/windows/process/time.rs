//! The calendar, for points in time that people write.

use windows_sys::Win32::Foundation::{FILETIME, SYSTEMTIME};
use windows_sys::Win32::System::Time::{SystemTimeToFileTime, TzSpecificLocalTimeToSystemTime};

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
