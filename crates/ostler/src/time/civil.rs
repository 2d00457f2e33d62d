//! The Gregorian calendar, extended over all years: numbers only.

/// The days of 400 years, after which everything repeats.
const CYCLE: i64 = 146_097;
/// From the first of March of the year 0 to the first day of 1970.
const TO_1970: i64 = 719_468;

/// Whether a year has a 29th of February.
pub(super) const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

pub(super) const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The days from 1970 to a date. The year counts from March inside, so that the odd day of a leap year comes last. A month
/// out of 1 to 12 is none of a date's; the day is added as it is.
#[inline]
pub(super) const fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, from_march) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let cycle = year.div_euclid(400);
    let of_cycle = year.rem_euclid(400);
    // Five months of 153 days, again and again.
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    cycle * CYCLE + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year - TO_1970
}

/// The date some days from 1970: year, month, day.
#[inline]
pub(super) const fn date(days: i64) -> (i64, i64, i64) {
    let days = days + TO_1970;
    let cycle = days.div_euclid(CYCLE);
    let of_cycle = days.rem_euclid(CYCLE);
    let year = (of_cycle - of_cycle / 1_460 + of_cycle / 36_524 - of_cycle / (CYCLE - 1)) / 365;
    let of_year = of_cycle - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let (month, after) = if from_march < 10 { (from_march + 3, 0) } else { (from_march - 9, 1) };
    (cycle * 400 + year + after, month, day)
}

/// The day of the week, Monday is 0, some days from 1970.
#[inline]
pub(super) const fn weekday(days: i64) -> i64 {
    (days + 3).rem_euclid(7)
}

/// The day of the year, from 1.
#[inline]
pub(super) const fn year_day(year: i64, month: i64, day: i64) -> i64 {
    const BEFORE: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let before = BEFORE[(month - 1).rem_euclid(12) as usize];
    before + day + (month > 2 && is_leap(year)) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_two_cycles_follows_the_one_before() {
        let mut expected = (1600, 1, 1);
        let start = days(1600, 1, 1);
        for day in start..start + 2 * CYCLE {
            assert_eq!(date(day), expected);
            let (y, m, d) = expected;
            assert_eq!(days(y, m, d), day);
            assert_eq!(year_day(y, m, d), day - days(y, 1, 1) + 1);
            expected = match (m, d) {
                (12, 31) => (y + 1, 1, 1),
                (m, d) if d == days_in_month(y, m) => (y, m + 1, 1),
                (m, d) => (y, m, d + 1),
            };
        }
        assert_eq!((weekday(0), date(0), date(-1)), (3, (1970, 1, 1), (1969, 12, 31)));
    }
}
