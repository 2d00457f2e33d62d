//! Local time, its inverse, and the names of the zone and the locale, by the C runtime.
//!
//! The runtime knows the years from 1970 to 3000 and applies the rules of today to all of them. The calendar repeats after
//! 400 years, days of the week included, so that a time beyond them is asked for in a year that it knows.

use std::ffi::{CStr, c_int, c_long};

use super::Tm;
use crate::errno::{self, Errno};
use crate::windows::{c, crt};
use crate::{last_errno, quietly};

/// The years after which the calendar repeats.
const CYCLE_YEARS: i64 = 400;
/// Their seconds.
const CYCLE: i64 = 146_097 * 86_400;

/// What the runtime is asked about as it is: a day after its first to some years before its last.
const KNOWN: std::ops::Range<i64> = 2 * 86_400..32_000_000_000;

/// The start of 2000.
const FROM_2000: i64 = 946_684_800;

impl Tm {
    fn of(fields: &crt::Fields) -> Self {
        let [sec, min, hour, mday, mon, year, wday, yday, isdst] = *fields;
        Self { sec, min, hour, mday, mon, year, wday, yday, isdst, gmtoff: 0 }
    }

    const fn native(&self) -> crt::Fields {
        let Self { sec, min, hour, mday, mon, year, wday, yday, isdst, gmtoff: _ } = *self;
        [sec, min, hour, mday, mon, year, wday, yday, isdst]
    }
}

/// `_localtime64_s`. `zone` is called with the name of the zone, as UTF-8.
pub fn localtime<T>(seconds: i64, zone: impl FnOnce(&[u8]) -> T) -> Result<(Tm, T), Errno> {
    let cycles = if KNOWN.contains(&seconds) {
        0
    } else {
        seconds.checked_sub(FROM_2000).ok_or(errno::EOVERFLOW)?.div_euclid(CYCLE)
    };
    // The start of the cycle may lie before all that there are numbers for.
    let known = seconds.wrapping_sub(cycles.wrapping_mul(CYCLE));
    let mut fields = crt::Fields::default();
    // SAFETY: one is readable, the other writable.
    match quietly(|| unsafe { crt::_localtime64_s(&raw mut fields, &raw const known) }) {
        0 => {}
        number => return Err(Errno::from_raw(number)),
    }
    let mut tm = Tm::of(&fields);
    // SAFETY: the fields are readable and writable.
    tm.gmtoff = quietly(|| unsafe { crt::_mkgmtime64(&raw mut fields) }) - known;
    let zone = with_zone_name(tm.isdst, zone);
    let year = i64::from(tm.year) + cycles * CYCLE_YEARS;
    tm.year = i32::try_from(year).map_err(|_| errno::EOVERFLOW)?;
    Ok((tm, zone))
}

/// `_mktime64`: the seconds since 1970, and the fields put right. `None` where there are none.
pub fn mktime(time: &Tm) -> Option<(i64, Tm)> {
    const YEAR_2000: i64 = 100;
    let shifted = |cycles: i64| {
        let year = i32::try_from(i64::from(time.year) - cycles * CYCLE_YEARS).ok()?;
        let mut fields = Tm { year, ..*time }.native();
        // SAFETY: the fields are readable and writable.
        let seconds = quietly(|| unsafe { crt::_mktime64(&raw mut fields) });
        let mut tm = Tm::of(&fields);
        tm.year = i32::try_from(i64::from(tm.year) + cycles * CYCLE_YEARS).ok()?;
        (seconds != -1).then_some((seconds.checked_add(cycles.checked_mul(CYCLE)?)?, tm))
    };
    // From a year between 2000 and 2400 it takes other fields of many centuries to leave what the runtime knows.
    shifted(0).or_else(|| shifted((i64::from(time.year) - YEAR_2000).div_euclid(CYCLE_YEARS)))
}

/// The rules of the zone, as `_tzset` finds them: seconds west of UTC, what summer time adds to them, if there is any.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    pub timezone: i64,
    pub dstbias: i64,
    pub daylight: bool,
}

/// `_get_timezone`, `_get_dstbias`, `_get_daylight`. `names` is called with the names outside summer time and in it.
pub fn rules<T>(mut name: impl FnMut(&[u8]) -> T) -> (Rules, (T, T)) {
    let (mut timezone, mut dstbias, mut daylight): (c_long, c_long, c_int) = (0, 0, 0);
    // SAFETY: the numbers are written to.
    quietly(|| unsafe {
        crt::_tzset();
        crt::_get_timezone(&raw mut timezone);
        crt::_get_dstbias(&raw mut dstbias);
        crt::_get_daylight(&raw mut daylight);
    });
    let rules =
        Rules { timezone: timezone.into(), dstbias: dstbias.into(), daylight: daylight != 0 };
    (rules, (with_zone_name(0, &mut name), with_zone_name(1, &mut name)))
}

fn with_zone_name<T>(isdst: i32, f: impl FnOnce(&[u8]) -> T) -> T {
    let format: Vec<Wide> = "%Z\0".encode_utf16().collect();
    let mut text = [0; 128];
    let time = Tm { mday: 1, year: 100, isdst: isdst.signum(), ..Tm::default() };
    let length = wcsftime(&mut text, &format, &time, None).unwrap_or(0);
    let name: String = narrow(text.get(..length).unwrap_or_default()).collect();
    f(name.as_bytes())
}

/// A character of the runtime's wide strings.
pub type Wide = u16;

/// A text as the runtime's wide strings have it.
pub fn widen(text: &str, wide: &mut Vec<Wide>) {
    wide.extend(text.encode_utf16());
}

/// A wide string as text; what is no character is replaced.
pub fn narrow(wide: &[Wide]) -> impl Iterator<Item = char> {
    char::decode_utf16(wide.iter().copied()).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
}

/// `wcsftime`: how many characters it wrote. 0 is an empty text, or a buffer too small; `EINVAL` a directive that it does
/// not know. The format ends with a 0. The name of the zone is the runtime's own.
pub fn wcsftime(
    text: &mut [Wide],
    format: &[Wide],
    time: &Tm,
    _zone: Option<&CStr>,
) -> Result<usize, Errno> {
    if format.last() != Some(&0) {
        return Err(errno::EINVAL);
    }
    let fields = time.native();
    // SAFETY: the buffer is writable for its length, the format ends, and the fields are readable.
    quietly(|| unsafe {
        *crt::_errno() = 0;
        match crt::wcsftime(text.as_mut_ptr(), text.len(), format.as_ptr(), &raw const fields) {
            0 if last_errno() == errno::EINVAL => Err(errno::EINVAL),
            length => Ok(length),
        }
    })
}

/// The name of the locale that times are written in, `setlocale(LC_TIME, NULL)`; `f` is called with it at once.
pub fn with_locale<T>(f: impl FnOnce(&[u8]) -> T) -> T {
    // SAFETY: a question; the answer ends with a NUL, or is none.
    let name = unsafe { crt::setlocale(c::LC_TIME, std::ptr::null()) };
    if name.is_null() {
        return f(b"C");
    }
    // SAFETY: as above. It is read before anything else is asked of the runtime.
    f(unsafe { CStr::from_ptr(name) }.to_bytes())
}
