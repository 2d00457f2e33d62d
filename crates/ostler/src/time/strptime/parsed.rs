//! What the parts of a text say, and the time that they make.

use super::failure::Failure;
use crate::time::{StructTime, ZoneName, civil};

/// Whose rules hold where the reference has changed.
#[doc(hidden)]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
pub enum Edition {
    /// Weeks of ISO 8601 that a year does not have count on into the next; a year or a week too much is not noticed.
    Python311,
    /// A year or a week too much is not noticed.
    Python312,
    /// The year and the week of ISO 8601 do not mix with others.
    Python313,
    /// More directives, flags and widths before them, other words for a date that there is not.
    Python314,
    /// No flags and widths any more. A day of the month goes with a year.
    #[default]
    Python315,
}

/// A time that was read, and what a [`StructTime`] has no place for.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Parsed {
    /// The time.
    pub time: StructTime,
    /// The microseconds that `%f` read.
    pub microsecond: u32,
    /// The microseconds that `%z` read, with the sign of the offset.
    pub gmtoff_microsecond: i32,
    /// Whether the format has a day and no year, in a way that the reference warns of and does not refuse: of 3.15, `%e`.
    pub day_without_year: bool,
}

/// What has been read so far.
#[derive(Clone, Default, Debug)]
pub(super) struct Found {
    pub(super) year: Option<i64>,
    pub(super) iso_year: Option<i64>,
    pub(super) month: Option<i64>,
    pub(super) day: Option<i64>,
    pub(super) hour: i32,
    /// Whether the hour is one of twelve.
    pub(super) twelve: bool,
    pub(super) afternoon: Option<bool>,
    /// Neither before nor after noon: the hour stays as it is.
    pub(super) neither: bool,
    pub(super) minute: i32,
    pub(super) second: i32,
    pub(super) microsecond: u32,
    /// Monday is 0.
    pub(super) weekday: Option<i64>,
    pub(super) year_day: Option<i64>,
    /// The week, and whether weeks start on Monday.
    pub(super) week: Option<(i64, bool)>,
    pub(super) iso_week: Option<i64>,
    pub(super) isdst: Option<i32>,
    pub(super) zone: Option<ZoneName>,
    pub(super) gmtoff: Option<i64>,
    pub(super) gmtoff_microsecond: i32,
}

impl Found {
    pub(super) fn short_year(&mut self, year: i64) {
        self.year = Some(if year <= 68 { 2000 + year } else { 1900 + year });
    }

    fn hour(&self) -> i32 {
        match (self.twelve, self.hour, self.afternoon) {
            (true, 12, None | Some(false)) if !self.neither => 0,
            (true, 1..=11, Some(true)) => self.hour + 12,
            (_, hour, _) => hour,
        }
    }

    /// The time. What was not read is that of the first of January 1900, as far as it does not follow from the rest.
    pub(super) fn resolve(self, edition: Edition) -> Result<Parsed, Failure> {
        let (hour, isdst) = (self.hour(), self.isdst.unwrap_or(-1));
        let date = self.date(edition)?;
        Ok(Parsed {
            time: StructTime {
                tm_year: date.year,
                tm_mon: date.month as i32,
                tm_mday: date.day as i32,
                tm_hour: hour,
                tm_min: self.minute,
                tm_sec: self.second,
                tm_wday: date.weekday as i32,
                tm_yday: date.year_day as i32,
                tm_isdst: isdst,
                tm_zone: self.zone,
                tm_gmtoff: self.gmtoff,
            },
            microsecond: self.microsecond,
            gmtoff_microsecond: self.gmtoff_microsecond,
            day_without_year: false,
        })
    }

    #[inline]
    fn date(&self, edition: Edition) -> Result<Date, Failure> {
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        // What most texts have.
        if let Some(year) = self.year
            && self.year_day.is_none()
            && self.week.is_none()
            && self.iso_week.is_none()
            && self.iso_year.is_none()
        {
            return date(edition, year, month, day, self.weekday);
        }
        self.odd_date(edition, month, day)
    }

    fn odd_date(&self, edition: Edition, mut month: i64, mut day: i64) -> Result<Date, Failure> {
        self.check_iso(edition)?;
        let leap_day = self.year.is_none() && (month, day) == (2, 29);
        let mut year = self.year.unwrap_or(if leap_day { 1904 } else { 1900 });
        let mut year_day = self.year_day;
        if let (None, Some(weekday)) = (year_day, self.weekday) {
            if let Some((week, from_monday)) = self.week {
                year_day = Some(day_of_week(edition, year, week, weekday, from_monday)?);
            } else if let (Some(iso_year), Some(week)) = (self.iso_year, self.iso_week) {
                if edition == Edition::Python311 {
                    let (of_year, of_day) = iso_day(edition, iso_year, week, weekday)?;
                    (year, year_day) = (of_year, Some(of_day));
                } else {
                    (year, month, day) = iso_date(edition, iso_year, week, weekday)?;
                }
            }
            if let Some(before) = year_day.filter(|&it| it <= 0) {
                year -= 1;
                year_day = Some(before + if civil::is_leap(year) { 366 } else { 365 });
            }
        }
        let mut date = match year_day {
            None => date(edition, year, month, day, self.weekday)?,
            Some(year_day) => {
                let (year, month, day) = civil::date(new_year(edition, year)? + year_day - 1);
                in_range(edition, year)?;
                let weekday = self.weekday;
                Date { year_day, ..self::date(edition, year, month, day, weekday)? }
            }
        };
        if leap_day {
            date.year = 1900;
        }
        Ok(date)
    }

    /// The year and the week of ISO 8601 and a day go together, and with nothing else.
    fn check_iso(&self, edition: Edition) -> Result<(), Failure> {
        const WITHOUT_WEEK: &str = "ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday \
                                    directive ('%A', '%a', '%w', or '%u').";
        const WITH_YEAR_DAY: &str = "Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' \
                                     instead.";
        const WITHOUT_YEAR: &str = "ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday \
                                    directive ('%A', '%a', '%w', or '%u').";
        const WITH_YEAR: &str = "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year \
                                 '%G' instead.";
        let fault = |message: &str| Err(Failure::value(message));
        let incomplete = self.iso_week.is_none() || self.weekday.is_none();
        if edition >= Edition::Python313 {
            return match (self.iso_year, self.iso_week) {
                (Some(_), _) if self.year_day.is_some() => fault(WITH_YEAR_DAY),
                (Some(_), _) if incomplete => fault(WITHOUT_WEEK),
                (None, Some(_)) if self.year.is_none() || self.weekday.is_none() => {
                    fault(WITHOUT_YEAR)
                }
                (None, Some(_)) => fault(WITH_YEAR),
                _ => Ok(()),
            };
        }
        match (self.year, self.iso_year) {
            (None, Some(_)) if incomplete => fault(WITHOUT_WEEK),
            (None, Some(_)) if self.year_day.is_some() => fault(WITH_YEAR_DAY),
            (None, Some(_)) => Ok(()),
            _ if self.week.is_none() && self.iso_week.is_some() => match self.weekday {
                None => fault(WITHOUT_YEAR),
                Some(_) => fault(WITH_YEAR),
            },
            _ => Ok(()),
        }
    }
}

/// A date, and where it is in its week and its year.
struct Date {
    year: i64,
    month: i64,
    day: i64,
    weekday: i64,
    year_day: i64,
}

/// A date with the day of the week that was read, right or wrong, or with its own.
#[inline]
fn date(
    edition: Edition,
    year: i64,
    month: i64,
    day: i64,
    weekday: Option<i64>,
) -> Result<Date, Failure> {
    in_range(edition, year)?;
    let last = civil::days_in_month(year, month);
    if day > last {
        return Err(Failure::Value(if edition >= Edition::Python314 {
            format!("day {day} must be in range 1..{last} for month {month} in year {year}")
        } else {
            "day is out of range for month".to_owned()
        }));
    }
    let weekday = match weekday {
        Some(weekday) => weekday,
        None => civil::weekday(civil::days(year, month, day)),
    };
    Ok(Date { year, month, day, weekday, year_day: civil::year_day(year, month, day) })
}

#[inline]
fn in_range(edition: Edition, year: i64) -> Result<(), Failure> {
    if (1..=9999).contains(&year) {
        return Ok(());
    }
    Err(Failure::Value(if edition >= Edition::Python314 {
        format!("year must be in 1..9999, not {year}")
    } else {
        format!("year {year} is out of range")
    }))
}

/// The days from 1970 to the first day of a year.
fn new_year(edition: Edition, year: i64) -> Result<i64, Failure> {
    in_range(edition, year)?;
    Ok(civil::days(year, 1, 1))
}

/// The day of the year, from a week that starts on Sunday or on Monday, and a day of it. Days before the first such are in
/// week 0, and may be of the year before: 0 and less.
fn day_of_week(
    edition: Edition,
    year: i64,
    week: i64,
    weekday: i64,
    from_monday: bool,
) -> Result<i64, Failure> {
    let shift = i64::from(!from_monday);
    let first = (civil::weekday(new_year(edition, year)?) + shift) % 7;
    let day = (weekday + shift) % 7;
    Ok(match week {
        0 => 1 + day - first,
        week => 1 + (7 - first) % 7 + 7 * (week - 1) + day,
    })
}

/// The days from 1970 to the Monday of the first week of a year of ISO 8601, which is the one with the 4th of January.
fn first_monday(year: i64) -> i64 {
    let fourth = civil::days(year, 1, 4);
    fourth - civil::weekday(fourth)
}

fn iso_date(
    edition: Edition,
    year: i64,
    week: i64,
    weekday: i64,
) -> Result<(i64, i64, i64), Failure> {
    if edition < Edition::Python314 && !(1..=9999).contains(&year) {
        return Err(Failure::Value(format!("Year is out of range: {year}")));
    }
    in_range(edition, year)?;
    let weeks = (first_monday(year + 1) - first_monday(year)) / 7;
    if !(1..=weeks).contains(&week) {
        return Err(Failure::Value(format!("Invalid week: {week}")));
    }
    let date = civil::date(first_monday(year) + 7 * (week - 1) + weekday);
    in_range(edition, date.0)?;
    Ok(date)
}

/// The same without a look at whether the year has the week; gives the year and the day of the year.
fn iso_day(edition: Edition, year: i64, week: i64, weekday: i64) -> Result<(i64, i64), Failure> {
    let start = new_year(edition, year)?;
    let day = first_monday(year) + 7 * (week - 1) + weekday;
    if day >= start {
        return Ok((year, day - start + 1));
    }
    Ok((year - 1, day - new_year(edition, year - 1)? + 1))
}
