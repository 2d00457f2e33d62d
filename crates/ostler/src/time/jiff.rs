//! To and from the types of the crate `jiff`.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use crate::error::{Error, Result};
use crate::time::moment::{Moment, Sealed};
use crate::time::{StructTime, ZoneName, mktime};

impl Moment for Timestamp {}
impl Sealed for Timestamp {
    fn seconds(self) -> Result<i64> {
        // jiff's own seconds are rounded towards 1970.
        Ok(self.as_second() - i64::from(self.subsec_nanosecond() < 0))
    }
}

impl Moment for &Zoned {}
impl Sealed for &Zoned {
    fn seconds(self) -> Result<i64> {
        self.timestamp().seconds()
    }
}

/// The date and the time of day; nothing is known of the zone, and what is less than a second is left out.
impl From<DateTime> for StructTime {
    fn from(time: DateTime) -> Self {
        Self {
            tm_year: time.year().into(),
            tm_mon: time.month().into(),
            tm_mday: time.day().into(),
            tm_hour: time.hour().into(),
            tm_min: time.minute().into(),
            tm_sec: time.second().into(),
            tm_wday: time.weekday().to_monday_zero_offset().into(),
            tm_yday: time.day_of_year().into(),
            tm_isdst: -1,
            tm_zone: None,
            tm_gmtoff: None,
        }
    }
}

/// The time in its zone; what is less than a second is left out.
impl From<&Zoned> for StructTime {
    fn from(time: &Zoned) -> Self {
        let info = time.time_zone().to_offset_info(time.timestamp());
        Self {
            tm_isdst: info.dst().is_dst().into(),
            tm_zone: Some(ZoneName::from(info.abbreviation())),
            tm_gmtoff: Some(info.offset().seconds().into()),
            ..time.datetime().into()
        }
    }
}

/// The date and the time of day, whatever the zone.
///
/// # Errors
///
/// `Value` for a field out of its range: leap seconds too, and years that jiff does not have.
impl TryFrom<&StructTime> for DateTime {
    type Error = Error;

    fn try_from(time: &StructTime) -> Result<Self> {
        let small = |field: i32| i8::try_from(field).unwrap_or(i8::MAX);
        let year = i16::try_from(time.tm_year).unwrap_or(i16::MAX);
        let date = Date::new(year, small(time.tm_mon), small(time.tm_mday));
        let time = Time::new(small(time.tm_hour), small(time.tm_min), small(time.tm_sec), 0);
        match (date, time) {
            (Ok(date), Ok(time)) => Ok(date.to_datetime(time)),
            (Err(error), _) | (_, Err(error)) => Err(Error::value(error.to_string())),
        }
    }
}

/// The moment: by the offset from UTC where it is known, and as a local time where it is not.
///
/// # Errors
///
/// `Value` and `Overflow` for what jiff does not have.
impl TryFrom<&StructTime> for Timestamp {
    type Error = Error;

    fn try_from(time: &StructTime) -> Result<Self> {
        let seconds = match time.tm_gmtoff {
            Some(east) => crate::time::timegm(time)?.checked_sub(east),
            None => Some(mktime(time)?),
        };
        let moment = seconds.and_then(|seconds| Self::from_second(seconds).ok());
        moment.ok_or_else(|| Error::overflow("timestamp out of range for jiff"))
    }
}

/// The time at its offset from UTC.
///
/// # Errors
///
/// `Value` for a time whose offset is not known, or one that jiff does not have.
impl TryFrom<&StructTime> for Zoned {
    type Error = Error;

    fn try_from(time: &StructTime) -> Result<Self> {
        let east = time.tm_gmtoff.and_then(|east| i32::try_from(east).ok());
        let offset = east.and_then(|east| Offset::from_seconds(east).ok());
        let zone = offset.map(TimeZone::fixed);
        let zone = zone.ok_or_else(|| Error::value("a time without an offset from UTC"))?;
        DateTime::try_from(time)?.to_zoned(zone).map_err(|error| Error::value(error.to_string()))
    }
}
