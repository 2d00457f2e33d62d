//! A time in fields.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use ostler_sys::time::Tm;

use crate::error::{Error, Result};
use crate::time::ZoneName;

/// A time of the calendar, in fields: `time.struct_time`, `struct tm`.
///
/// As the reference's sequence it has nine: they are what is compared, and what [`From`] an array and
/// [`fields`](Self::fields) are about. The zone is beside them. Any numbers can be in it; functions that take one say what
/// they refuse.
///
/// ```
/// use ostler::time::{self, StructTime};
///
/// let moon = time::gmtime(-14_182_940)?;
/// assert_eq!((moon.tm_year, moon.tm_mon, moon.tm_mday), (1969, 7, 20));
/// assert_eq!(moon, StructTime::from([1969, 7, 20, 20, 17, 40, 6, 201, 0]));
/// assert_eq!(moon.tm_zone.as_ref().unwrap(), "UTC");
/// assert_eq!(time::asctime(&moon)?, "Sun Jul 20 20:17:40 1969");
/// # Ok::<(), ostler::Error>(())
/// ```
#[doc(alias = "struct_time")]
// The reference's names, and C's.
#[allow(clippy::struct_field_names)]
#[derive(Clone, Debug)]
pub struct StructTime {
    /// The year.
    pub tm_year: i64,
    /// The month, 1 to 12.
    pub tm_mon: i32,
    /// The day of the month, 1 to 31.
    pub tm_mday: i32,
    /// The hour, 0 to 23.
    pub tm_hour: i32,
    /// The minute, 0 to 59.
    pub tm_min: i32,
    /// The second, 0 to 61: 60 is a leap second, 61 was one once.
    pub tm_sec: i32,
    /// The day of the week, 0 to 6; Monday is 0.
    pub tm_wday: i32,
    /// The day of the year, 1 to 366.
    pub tm_yday: i32,
    /// Whether it is summer time: 1, 0, or -1 for not known.
    pub tm_isdst: i32,
    /// The abbreviation of the zone, if known.
    pub tm_zone: Option<ZoneName>,
    /// The seconds the zone is east of UTC, if known.
    pub tm_gmtoff: Option<i64>,
}

impl StructTime {
    /// The nine fields of the sequence.
    ///
    /// ```
    /// assert_eq!(ostler::time::gmtime(0)?.fields(), [1970, 1, 1, 0, 0, 0, 3, 1, 0]);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    #[inline]
    pub fn fields(&self) -> [i64; 9] {
        [
            self.tm_year,
            self.tm_mon.into(),
            self.tm_mday.into(),
            self.tm_hour.into(),
            self.tm_min.into(),
            self.tm_sec.into(),
            self.tm_wday.into(),
            self.tm_yday.into(),
            self.tm_isdst.into(),
        ]
    }

    pub(super) fn of(tm: &Tm, zone: Option<ZoneName>) -> Self {
        Self {
            tm_year: i64::from(tm.year) + 1900,
            tm_mon: tm.mon + 1,
            tm_mday: tm.mday,
            tm_hour: tm.hour,
            tm_min: tm.min,
            tm_sec: tm.sec,
            tm_wday: (tm.wday + 6) % 7,
            tm_yday: tm.yday + 1,
            tm_isdst: tm.isdst,
            tm_gmtoff: zone.as_ref().map(|_| tm.gmtoff),
            tm_zone: zone,
        }
    }

    /// As C has it, whether it makes sense or not.
    pub(super) fn to_tm(&self) -> Result<Tm> {
        let out_of_range = |what: &'static str| Error::overflow(what);
        Ok(Tm {
            year: i32::try_from(self.tm_year.saturating_sub(1900))
                .map_err(|_| out_of_range("year out of range"))?,
            mon: self.tm_mon.checked_sub(1).ok_or_else(|| out_of_range("month out of range"))?,
            mday: self.tm_mday,
            hour: self.tm_hour,
            min: self.tm_min,
            sec: self.tm_sec,
            wday: ((i64::from(self.tm_wday) + 1) % 7) as i32,
            yday: self
                .tm_yday
                .checked_sub(1)
                .ok_or_else(|| out_of_range("day of year out of range"))?,
            isdst: self.tm_isdst,
            gmtoff: self.tm_gmtoff.unwrap_or(0),
        })
    }

    /// As C has it, with fields that are in their ranges: what is 0 and counts from 1 becomes 1.
    pub(super) fn to_checked_tm(&self) -> Result<Tm> {
        let mut tm = self.to_tm()?;
        tm.mon = if tm.mon == -1 { 0 } else { tm.mon };
        tm.mday = if tm.mday == 0 { 1 } else { tm.mday };
        tm.yday = if tm.yday == -1 { 0 } else { tm.yday };
        let ranges = [
            (tm.mon, 0..=11, "month out of range"),
            (tm.mday, 1..=31, "day of month out of range"),
            (tm.hour, 0..=23, "hour out of range"),
            (tm.min, 0..=59, "minute out of range"),
            (tm.sec, 0..=61, "seconds out of range"),
            // No upper limit: it has been taken modulo 7.
            (tm.wday, 0..=6, "day of week out of range"),
            (tm.yday, 0..=365, "day of year out of range"),
        ];
        match ranges.into_iter().find(|(value, range, _)| !range.contains(value)) {
            Some((_, _, message)) => Err(Error::value(message)),
            None => Ok(tm),
        }
    }
}

/// The nine fields in their order; nothing is known of the zone.
impl From<[i32; 9]> for StructTime {
    fn from(fields: [i32; 9]) -> Self {
        let [year, tm_mon, tm_mday, tm_hour, tm_min, tm_sec, tm_wday, tm_yday, tm_isdst] = fields;
        Self {
            tm_year: year.into(),
            tm_mon,
            tm_mday,
            tm_hour,
            tm_min,
            tm_sec,
            tm_wday,
            tm_yday,
            tm_isdst,
            tm_zone: None,
            tm_gmtoff: None,
        }
    }
}

impl From<&StructTime> for [i64; 9] {
    fn from(time: &StructTime) -> Self {
        time.fields()
    }
}

impl PartialEq for StructTime {
    fn eq(&self, other: &Self) -> bool {
        self.fields() == other.fields()
    }
}

impl Eq for StructTime {}

impl PartialOrd for StructTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for StructTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.fields().cmp(&other.fields())
    }
}

impl Hash for StructTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.fields().hash(state);
    }
}

/// As the reference shows it: `time.struct_time(tm_year=1970, …)`.
impl fmt::Display for StructTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const NAMES: [&str; 9] =
            ["year", "mon", "mday", "hour", "min", "sec", "wday", "yday", "isdst"];
        f.write_str("time.struct_time(")?;
        for (n, (name, value)) in NAMES.iter().zip(self.fields()).enumerate() {
            write!(f, "{}tm_{name}={value}", if n == 0 { "" } else { ", " })?;
        }
        f.write_str(")")
    }
}
