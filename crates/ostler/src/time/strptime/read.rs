//! Reads the parts of a text that fits.

use super::engine::Span;
use super::failure::{Failure, path};
use super::forms::Forms;
use super::parsed::{Edition, Found};
use super::text;
use crate::error::quoted;
use crate::time::ZoneName;

/// What the parts say, in their order: of several that say the same the last counts.
pub(super) fn found(spans: &[Span], bytes: &[u8], forms: &Forms) -> Result<Found, Failure> {
    let mut found = Found::default();
    let (mut century, mut short_year) = (None, None);
    for span in spans {
        let part = bytes.get(span.start..span.end).unwrap_or_default();
        let number = || forms.digits_value(span.letter, part).unwrap_or_else(|| number(part));
        match span.letter {
            b'C' => century = Some(number()),
            b'y' => {
                let year = number();
                short_year = Some(year);
                found.short_year(year);
            }
            b'Y' => found.year = Some(number()),
            b'G' => found.iso_year = Some(number()),
            b'm' => found.month = Some(number()),
            b'B' | b'b' => found.month = Some(1 + index(part, forms, span.letter)?),
            b'd' => found.day = Some(number()),
            b'H' => (found.hour, found.twelve) = (number() as i32, false),
            b'I' => (found.hour, found.twelve) = (number() as i32, true),
            b'p' => {
                let part = lower(part);
                found.afternoon = match forms.am_pm.iter().position(|name| *name == part) {
                    _ if part.is_empty() => None,
                    Some(half) => Some(half == 1),
                    None => {
                        found.neither = true;
                        None
                    }
                };
            }
            b'M' => found.minute = number() as i32,
            b'S' => found.second = number() as i32,
            b'f' => found.microsecond = fraction(part),
            b'A' | b'a' => found.weekday = Some(index(part, forms, span.letter)?),
            b'w' => found.weekday = Some((number() + 6) % 7),
            b'u' => found.weekday = Some(number() - 1),
            b'j' => found.year_day = Some(number()),
            b'U' => found.week = Some((number(), false)),
            b'W' => found.week = Some((number(), true)),
            b'V' => found.iso_week = Some(number()),
            b'z' | b':' if part.is_empty() => {}
            // The reference keeps the fraction of an offset that came before.
            b'z' | b':' if part == b"Z" => found.gmtoff = Some(0),
            b'z' | b':' => {
                let (east, microsecond) = offset(part)?;
                (found.gmtoff, found.gmtoff_microsecond) = (Some(east), microsecond);
            }
            _ => {
                found.isdst = Some(forms.isdst(&lower(part)));
                found.zone = Some(ZoneName::new(part));
            }
        }
    }
    if let (Some(century), Some(year)) = (century, short_year) {
        found.year = Some(100 * century + year);
    }
    Ok(found)
}

/// A few digits, of any script, and maybe a space.
fn number(part: &[u8]) -> i64 {
    text::code_points(part)
        .filter_map(text::digit)
        .fold(0, |number, digit| 10 * number + i64::from(digit))
}

/// Up to six digits, as millionths.
fn fraction(part: &[u8]) -> u32 {
    let digits = text::code_points(part).filter_map(text::digit).chain(std::iter::repeat(0));
    digits.take(6).fold(0, |number, digit| 10 * number + digit)
}

fn lower(part: &[u8]) -> String {
    String::from_utf8_lossy(part).to_lowercase()
}

/// Which of the names it is. It may be none: letters are held to be the same that no small letter is.
fn index(part: &[u8], forms: &Forms, letter: u8) -> Result<i64, Failure> {
    let name = lower(part);
    match forms.names_of(letter).iter().position(|known| *known == name) {
        Some(index) => Ok(index as i64),
        None if forms.edition >= Edition::Python314 => {
            Err(Failure::value("list.index(x): x not in list"))
        }
        None => Err(Failure::Value(format!("{} is not in list", quoted(&path(name.as_bytes()))))),
    }
}

/// Seconds east of UTC, and millionths.
fn offset(part: &[u8]) -> Result<(i64, i32), Failure> {
    const COLON: u32 = b':' as u32;
    let code: Vec<u32> = text::code_points(part).collect();
    let at = |at: usize| code.get(at).copied();
    let two = |start: usize| {
        let digits = code.get(start..).unwrap_or_default().iter().take(2);
        digits.fold(0, |number, &code| 10 * number + i64::from(text::digit(code).unwrap_or(0)))
    };
    let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    // `+hh:mm:ss.f`, with both colons or none.
    let (minutes, seconds, step) = if at(3) == Some(COLON) { (4, 7, 1) } else { (3, 5, 0) };
    if step == 1 && code.len() > 6 && at(6) != Some(COLON) {
        return Err(Failure::Value(format!("Inconsistent use of : in {}", shown(part))));
    }
    if step == 0 && at(5) == Some(COLON) {
        let taken: String =
            code.iter().skip(5).take(2).filter_map(|&c| char::from_u32(c)).collect();
        let taken = quoted(&path(taken.as_bytes())).to_string();
        return Err(Failure::Value(format!("invalid literal for int() with base 10: {taken}")));
    }
    let east = 3_600 * two(1) + 60 * two(minutes) + two(seconds);
    let dot = seconds + 2;
    let digits =
        code.iter().skip(dot + 1).filter_map(|&c| text::digit(c)).chain(std::iter::repeat(0));
    let micro = digits.take(6).fold(0, |number, digit| 10 * number + digit) as i32;
    Ok(if at(0) == Some(u32::from(b'-')) { (-east, -micro) } else { (east, micro) })
}
