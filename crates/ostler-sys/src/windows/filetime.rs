//! `FILETIME`: units of 100 ns, from 1601 on where it is a point in time.

use windows_sys::Win32::Foundation::FILETIME;

/// From 1601 to 1970.
pub(super) const TO_1970: u64 = 116_444_736_000_000_000;

/// Units in a second.
pub(super) const SECOND: u64 = 10_000_000;

/// The units of a time.
pub(super) const fn units(time: FILETIME) -> u64 {
    (time.dwHighDateTime as u64) << 32 | time.dwLowDateTime as u64
}

/// The time of so many units.
pub(super) const fn of_units(units: u64) -> FILETIME {
    FILETIME { dwLowDateTime: units as u32, dwHighDateTime: (units >> 32) as u32 }
}
