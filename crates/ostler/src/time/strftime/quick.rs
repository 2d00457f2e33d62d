//! The directives that need no C library: numbers, and names that are known.

use ostler_sys::time::Tm;

use crate::time::locale::{self, Names};
use crate::time::{StructTime, civil};

/// Appends what a directive stands for; `false` if the C library has to be asked, and nothing was appended.
#[inline]
pub(super) fn write(text: &mut Vec<u8>, letter: u8, tm: &Tm, time: &StructTime) -> bool {
    match letter {
        b'd' => two(text, tm.mday),
        b'e' => spaced(text, tm.mday),
        b'H' => two(text, tm.hour),
        b'I' => two(text, (tm.hour + 11) % 12 + 1),
        b'm' => two(text, tm.mon + 1),
        b'M' => two(text, tm.min),
        b'S' => two(text, tm.sec),
        b'j' => three(text, tm.yday + 1),
        b'u' => text.push(digit((tm.wday + 6) % 7 + 1)),
        b'w' => text.push(digit(tm.wday)),
        b'U' => two(text, (tm.yday + 7 - tm.wday) / 7),
        b'W' => two(text, (tm.yday + 7 - (tm.wday + 6) % 7) / 7),
        b'%' => text.push(b'%'),
        b'n' => text.push(b'\n'),
        b't' => text.push(b'\t'),
        b'R' => clock(text, tm, false),
        b'T' => clock(text, tm, true),
        b'Y' | b'y' | b'C' | b'F' | b'D' | b'G' | b'g' | b'V' => return year(text, letter, tm),
        b'a' | b'A' | b'b' | b'B' | b'h' | b'p' | b'c' | b'x' | b'X' | b'r' => {
            return named(text, letter, tm);
        }
        b'z' => return offset(text, tm, time),
        b'Z' => match &time.tm_zone {
            Some(zone) if !zone.as_bytes().is_empty() && zone.as_bytes().is_ascii() => {
                text.extend_from_slice(zone.as_bytes());
            }
            _ => return false,
        },
        _ => return false,
    }
    true
}

/// What has a year in it. Systems differ in how they write years that have not four digits.
#[inline]
fn year(text: &mut Vec<u8>, letter: u8, tm: &Tm) -> bool {
    let year = i64::from(tm.year) + 1900;
    if !(1000..=9998).contains(&year) {
        return false;
    }
    match letter {
        b'Y' => four(text, year as i32),
        b'y' => two(text, (year % 100) as i32),
        b'C' => two(text, (year / 100) as i32),
        b'D' => {
            two(text, tm.mon + 1);
            text.push(b'/');
            two(text, tm.mday);
            text.push(b'/');
            two(text, (year % 100) as i32);
        }
        b'F' => {
            four(text, year as i32);
            text.push(b'-');
            two(text, tm.mon + 1);
            text.push(b'-');
            two(text, tm.mday);
        }
        letter => {
            let (year, week) = iso_week(year, tm);
            match letter {
                b'G' => four(text, year as i32),
                b'g' => two(text, (year % 100) as i32),
                _ => two(text, week),
            }
        }
    }
    true
}

/// The year and the week that the day of the year and the day of the week make, whether they fit the date or not.
fn iso_week(year: i64, tm: &Tm) -> (i64, i32) {
    // Monday first. The week is the one of its Thursday.
    let thursday = tm.yday - (tm.wday + 6) % 7 + 3;
    let length = |year| if civil::is_leap(year) { 366 } else { 365 };
    if thursday < 0 {
        return (year - 1, (thursday + length(year - 1)) / 7 + 1);
    }
    if thursday >= length(year) {
        return (year + 1, (thursday - length(year)) / 7 + 1);
    }
    (year, thursday / 7 + 1)
}

fn named(text: &mut Vec<u8>, letter: u8, tm: &Tm) -> bool {
    let names = locale::names();
    let (day, month) = (((tm.wday + 6) % 7) as usize, tm.mon as usize);
    let name = match letter {
        b'a' => names.short_days.get(day),
        b'A' => names.days.get(day),
        b'b' | b'h' => names.short_months.get(month),
        b'B' => names.months.get(month),
        b'p' => names.am_pm.get(usize::from(tm.hour > 11)),
        letter if names.is_c => return form(text, letter, tm, &names),
        _ => None,
    };
    name.map(|name| text.extend_from_slice(name.as_bytes())).is_some()
}

/// The forms of C.
fn form(text: &mut Vec<u8>, letter: u8, tm: &Tm, names: &Names) -> bool {
    match letter {
        b'X' => clock(text, tm, true),
        b'x' => return year(text, b'D', tm),
        b'c' if (1000..=9998).contains(&(i64::from(tm.year) + 1900)) => {
            let day = names.short_days.get(((tm.wday + 6) % 7) as usize);
            let month = names.short_months.get(tm.mon as usize);
            let (Some(day), Some(month)) = (day, month) else { return false };
            text.extend_from_slice(day.as_bytes());
            text.push(b' ');
            text.extend_from_slice(month.as_bytes());
            text.push(b' ');
            spaced(text, tm.mday);
            text.push(b' ');
            clock(text, tm, true);
            text.push(b' ');
            return year(text, b'Y', tm);
        }
        _ => return false,
    }
    true
}

/// The offset from UTC, if it is known whether it is summer time.
fn offset(text: &mut Vec<u8>, tm: &Tm, time: &StructTime) -> bool {
    let east = match time.tm_gmtoff {
        Some(east) => east,
        // There the C library knows the zone's, and nothing of a structure's.
        None if cfg!(windows) => return false,
        None => 0,
    };
    let minutes = east.unsigned_abs() / 60;
    if tm.isdst < 0 || minutes >= 100 * 60 {
        return false;
    }
    text.push(if east < 0 { b'-' } else { b'+' });
    two(text, (minutes / 60) as i32);
    two(text, (minutes % 60) as i32);
    true
}

fn clock(text: &mut Vec<u8>, tm: &Tm, seconds: bool) {
    two(text, tm.hour);
    text.push(b':');
    two(text, tm.min);
    if seconds {
        text.push(b':');
        two(text, tm.sec);
    }
}

#[inline]
fn digit(number: i32) -> u8 {
    b'0' + (number % 10) as u8
}

#[inline]
fn two(text: &mut Vec<u8>, number: i32) {
    text.extend_from_slice(&[digit(number / 10), digit(number)]);
}

#[inline]
fn spaced(text: &mut Vec<u8>, number: i32) {
    let tens = if number < 10 { b' ' } else { digit(number / 10) };
    text.extend_from_slice(&[tens, digit(number)]);
}

#[inline]
fn three(text: &mut Vec<u8>, number: i32) {
    text.extend_from_slice(&[digit(number / 100), digit(number / 10), digit(number)]);
}

#[inline]
fn four(text: &mut Vec<u8>, number: i32) {
    text.extend_from_slice(&[
        digit(number / 1000),
        digit(number / 100),
        digit(number / 10),
        digit(number),
    ]);
}
