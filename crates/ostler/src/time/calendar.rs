//! Between seconds and the calendar.

use std::time::SystemTime;

use ostler_sys as sys;

use crate::errno;
use crate::error::{Error, Result};
use crate::time::moment::Moment;
use crate::time::range::RangeError;
use crate::time::rounding::{BILLION, out_of_range};
use crate::time::{StructTime, ZoneName, civil, system_time};

const DAY: i64 = 86_400;

/// A moment in UTC: `time.gmtime(seconds=None)`, `gmtime_r(3)`. For the present: `gmtime(SystemTime::now())`.
///
/// # Errors
///
/// `Overflow` for a year that the C library's type cannot hold (32 bits), with `EOVERFLOW`, and for seconds that
/// 64 bits cannot; `Value` for what is not a number.
///
/// ```
/// let time = ostler::time::gmtime(1_700_000_000)?;
/// assert_eq!(time.fields(), [2023, 11, 14, 22, 13, 20, 1, 318, 0]);
/// # Ok::<(), ostler::Error>(())
/// ```
#[inline]
pub fn gmtime(seconds: impl Moment) -> Result<StructTime> {
    utc(seconds.seconds()?)
}

fn utc(seconds: i64) -> Result<StructTime> {
    let (days, of_day) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY) as i32);
    let (year, month, day) = civil::date(days);
    if i32::try_from(year - 1900).is_err() {
        return Err(Error::from_reason(RangeError(errno::EOVERFLOW)));
    }
    Ok(StructTime {
        tm_year: year,
        tm_mon: month as i32,
        tm_mday: day as i32,
        tm_hour: of_day / 3_600,
        tm_min: of_day / 60 % 60,
        tm_sec: of_day % 60,
        tm_wday: civil::weekday(days) as i32,
        tm_yday: civil::year_day(year, month, day) as i32,
        tm_isdst: 0,
        tm_zone: Some(ZoneName::from("UTC")),
        tm_gmtoff: Some(0),
    })
}

/// A moment in local time: `time.localtime(seconds=None)`, `localtime_r(3)`. For the present:
/// `localtime(SystemTime::now())`.
///
/// The zone is the one of the variable `TZ`, or of `/etc/localtime` (on Windows of the system's settings), as it was at the
/// first question, or at the last `tzset`.
///
/// # Errors
///
/// As [`gmtime`].
///
/// ```
/// use ostler::time;
/// let now = std::time::SystemTime::now();
/// let local = time::localtime(now)?;
/// let utc = time::gmtime(now)?;
/// assert_eq!(time::timegm(&local)? - local.tm_gmtoff.unwrap(), time::timegm(&utc)?);
/// # Ok::<(), ostler::Error>(())
/// ```
#[inline]
pub fn localtime(seconds: impl Moment) -> Result<StructTime> {
    local(seconds.seconds()?)
}

pub(super) fn local(seconds: i64) -> Result<StructTime> {
    match sys::time::localtime(seconds, ZoneName::new) {
        Ok((tm, zone)) => Ok(StructTime::of(&tm, Some(zone))),
        Err(errno) => Err(Error::from_reason(RangeError(errno))),
    }
}

/// The seconds since 1970 of a local time: `time.mktime(time_tuple)`, `mktime(3)`. The inverse of [`localtime`]. (The
/// reference gives a float, which here is an integer.)
///
/// Fields out of their ranges carry over: the 32nd of January is the first of February. The days of the week and of the year
/// and the zone do not matter. `tm_isdst` does, where clocks are put back and a time comes twice: -1 leaves the choice to
/// the C library.
///
/// # Errors
///
/// `Overflow` for a time that has no number.
///
/// ```
/// use ostler::time::{self, StructTime};
/// let time = StructTime::from([2024, 1, 32, 12, 0, 0, 0, 0, -1]);
/// assert_eq!(time::localtime(time::mktime(&time)?)?.tm_mon, 2);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn mktime(time: &StructTime) -> Result<i64> {
    match sys::time::mktime(&time.to_tm()?) {
        Some((seconds, _)) => Ok(seconds),
        None => Err(Error::overflow("mktime argument out of range")),
    }
}

/// The seconds since 1970 of a time in UTC: `calendar.timegm(tuple)`, `timegm(3)`. The inverse of [`gmtime`].
///
/// Fields out of their ranges carry over, but for the month.
///
/// # Errors
///
/// `Value` for a month that is not one, `Overflow` for a time that 64 bits cannot hold.
///
/// ```
/// use ostler::time;
/// assert_eq!(time::timegm(&time::gmtime(1_700_000_000)?)?, 1_700_000_000);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn timegm(time: &StructTime) -> Result<i64> {
    // Beyond this no number of seconds reaches anyway, and nothing below overflows.
    const YEARS: i64 = 1_000_000_000_000;
    if !(1..=12).contains(&time.tm_mon) {
        return Err(Error::value("month must be in 1..12"));
    }
    if !(-YEARS..YEARS).contains(&time.tm_year) {
        return Err(out_of_range());
    }
    let days = civil::days(time.tm_year, time.tm_mon.into(), time.tm_mday.into());
    let seconds = i128::from(days) * i128::from(DAY)
        + i128::from(time.tm_hour) * 3_600
        + i128::from(time.tm_min) * 60
        + i128::from(time.tm_sec);
    i64::try_from(seconds).map_err(|_| out_of_range())
}

impl StructTime {
    /// The moment: by the offset from UTC where it is known, and as a local time where it is not.
    ///
    /// # Errors
    ///
    /// `Overflow` for a time that the standard library's type cannot hold.
    ///
    /// ```
    /// use std::time::SystemTime;
    /// use ostler::time;
    /// assert_eq!(time::gmtime(0)?.to_system_time()?, SystemTime::UNIX_EPOCH);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn to_system_time(&self) -> Result<SystemTime> {
        let seconds = match self.tm_gmtoff {
            Some(east) => timegm(self)?.checked_sub(east).ok_or_else(out_of_range)?,
            None => mktime(self)?,
        };
        system_time(i128::from(seconds) * i128::from(BILLION))
    }
}

/// A time in 24 letters, in English whatever the locale: `time.asctime(time_tuple)`, `asctime(3)` without the end of
/// line. `Sun Jun 20 23:21:05 1993`; a day of one digit has a space before it.
///
/// # Errors
///
/// `Value` for a field out of its range (0 is allowed everywhere), `Overflow` for a year that C cannot hold.
///
/// ```
/// use ostler::time;
/// assert_eq!(time::asctime(&time::gmtime(0)?)?, "Thu Jan  1 00:00:00 1970");
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn asctime(time: &StructTime) -> Result<String> {
    const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let tm = time.to_checked_tm()?;
    let of = |names: &[&'static str], n: i32| names.get(n as usize).copied().unwrap_or_default();
    Ok(format!(
        "{} {} {:2} {:02}:{:02}:{:02} {}",
        of(&DAYS, tm.wday),
        of(&MONTHS, tm.mon),
        tm.mday,
        tm.hour,
        tm.min,
        tm.sec,
        i64::from(tm.year) + 1900
    ))
}

/// A moment as local time in 24 letters: `time.ctime(seconds=None)`. It is [`asctime`] of [`localtime`].
///
/// # Errors
///
/// As [`gmtime`].
///
/// ```
/// use ostler::time;
/// assert_eq!(time::ctime(1e9)?, time::asctime(&time::localtime(1e9)?)?);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn ctime(seconds: impl Moment) -> Result<String> {
    asctime(&localtime(seconds)?)
}
