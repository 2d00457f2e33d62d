//! Formats and texts as most are: ASCII, and every directive fits the way that is tried first. What comes out then is what a
//! search through all ways comes out with. In any other case there is no answer, and that search is for finding one, or the
//! error.

use std::rc::Rc;

use super::parsed::{Edition, Found};
use crate::time::locale::{self, Names};

/// What a text says, and whether the format has a day and no year and that is no error; `None` if it is not as simple as
/// that.
#[inline]
pub(super) fn found(text: &[u8], format: &[u8], edition: Edition) -> Option<(Found, bool)> {
    let mut reader = Reader { rest: text, found: Found::default(), seen: 0, names: None, edition };
    let mut format = format;
    while let Some((&byte, after)) = format.split_first() {
        format = after;
        match byte {
            b'%' => {
                let (&letter, after) = format.split_first()?;
                format = after;
                reader.directive(letter)?;
            }
            byte if is_space(byte) => {
                while let Some((&byte, after)) = format.split_first()
                    && is_space(byte)
                {
                    format = after;
                }
                // More of it may follow that is no ASCII.
                if format.first().is_some_and(|byte| !byte.is_ascii()) {
                    return None;
                }
                reader.space()?;
            }
            byte => reader.literal(byte)?,
        }
    }
    if !reader.rest.is_empty() {
        return None;
    }
    let has = |letter: u8| reader.seen & bit(letter) != 0;
    let day_without_year = has(b'd') && !(has(b'Y') || has(b'y') || has(b'G'));
    if day_without_year && edition >= Edition::Python315 {
        return None;
    }
    Some((reader.found, day_without_year))
}

#[inline]
fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | 0x1c..=0x1f | b' ')
}

#[inline]
fn bit(letter: u8) -> u64 {
    1 << (letter & 63)
}

struct Reader<'a> {
    rest: &'a [u8],
    found: Found,
    /// The letters of the directives met: one that comes twice is an error.
    seen: u64,
    names: Option<Rc<Names>>,
    edition: Edition,
}

impl Reader<'_> {
    #[inline]
    fn directive(&mut self, letter: u8) -> Option<()> {
        if letter == b'%' {
            return self.literal(b'%');
        }
        if !letter.is_ascii_alphabetic() || self.seen & bit(letter) != 0 {
            return None;
        }
        self.seen |= bit(letter);
        match letter {
            b'Y' => self.found.year = Some(self.digits(4)?),
            b'm' => self.found.month = Some(self.number(1, 12, 1)?),
            b'd' => self.found.day = Some(self.number(1, 31, 1)?),
            b'H' => {
                self.found.hour = self.number(0, 23, 0)? as i32;
                self.found.twelve = false;
            }
            b'M' => self.found.minute = self.number(0, 59, 0)? as i32,
            b'S' => self.found.second = self.number(0, 61, 0)? as i32,
            b'f' => self.found.microsecond = self.fraction()?,
            b'y' => {
                let year = self.digits(2)?;
                self.found.short_year(year);
            }
            b'I' => {
                self.found.hour = self.number(1, 12, 1)? as i32;
                self.found.twelve = true;
            }
            b'z' => self.found.gmtoff = Some(self.offset()?),
            b'w' => self.found.weekday = Some((self.number_of_one(0, 6)? + 6) % 7),
            b'u' => self.found.weekday = Some(self.number_of_one(1, 7)? - 1),
            b'j' => self.found.year_day = Some(self.year_day()?),
            b'a' | b'A' | b'b' | b'B' | b'p' => return self.name(letter),
            b'T' if self.edition >= Edition::Python314 => return self.several(b"H:M:S"),
            b'R' if self.edition >= Edition::Python314 => return self.several(b"H:M"),
            b'F' if self.edition >= Edition::Python315 => return self.several(b"Y-m-d"),
            b'D' if self.edition >= Edition::Python315 => return self.several(b"m/d/y"),
            _ => return None,
        }
        Some(())
    }

    /// Directives, and what is between them.
    #[inline]
    fn several(&mut self, parts: &[u8]) -> Option<()> {
        parts.iter().try_for_each(|&part| match part {
            b':' | b'-' | b'/' => self.literal(part),
            letter => self.directive(letter),
        })
    }

    /// A character of the format; none that is not ASCII.
    #[inline]
    fn literal(&mut self, wanted: u8) -> Option<()> {
        let (&byte, after) = self.rest.split_first()?;
        self.rest = after;
        (wanted.is_ascii() && byte.eq_ignore_ascii_case(&wanted)).then_some(())
    }

    #[inline]
    fn space(&mut self) -> Option<()> {
        let (&byte, mut after) = self.rest.split_first()?;
        while let Some((&byte, next)) = after.split_first()
            && is_space(byte)
        {
            after = next;
        }
        self.rest = after;
        // White space that is no ASCII would be part of it.
        (is_space(byte) && after.first().is_none_or(u8::is_ascii)).then_some(())
    }

    /// Exactly so many digits.
    #[inline]
    fn digits(&mut self, count: usize) -> Option<i64> {
        let (digits, after) = self.rest.split_at_checked(count)?;
        let mut number = 0;
        for &byte in digits {
            number = 10 * number + value(byte)?;
        }
        self.rest = after;
        Some(number)
    }

    /// Two digits if they make a number in the range, or one from `least` on.
    #[inline]
    fn number(&mut self, low: i64, high: i64, least: i64) -> Option<i64> {
        let (first, after) = self.rest.split_first()?;
        let first = value(*first)?;
        match after.split_first() {
            Some((byte, after)) if byte.is_ascii_digit() => {
                let number = 10 * first + value(*byte)?;
                if (low..=high).contains(&number) {
                    self.rest = after;
                    return Some(number);
                }
            }
            // A digit of another script would be one.
            Some((byte, _)) if !byte.is_ascii() => return None,
            _ => {}
        }
        self.rest = after;
        (first >= least).then_some(first)
    }

    #[inline]
    fn number_of_one(&mut self, low: i64, high: i64) -> Option<i64> {
        self.digits(1).filter(|number| (low..=high).contains(number))
    }

    /// Three digits: with fewer there is more than one way.
    #[inline]
    fn year_day(&mut self) -> Option<i64> {
        self.digits(3).filter(|number| (1..=366).contains(number))
    }

    #[inline]
    fn fraction(&mut self) -> Option<u32> {
        let count = self.rest.iter().take(6).take_while(|byte| byte.is_ascii_digit()).count();
        let scale = *[1_000_000, 100_000, 10_000, 1_000, 100, 10, 1].get(count)?;
        (count > 0).then_some(())?;
        Some(self.digits(count)? as u32 * scale)
    }

    /// `Z`, or hours and minutes and nothing that might be seconds.
    #[inline]
    fn offset(&mut self) -> Option<i64> {
        let (&sign, after) = self.rest.split_first()?;
        self.rest = after;
        if sign == b'Z' {
            return Some(0);
        }
        let hours = matches!(sign, b'+' | b'-').then(|| self.digits(2))??;
        if let Some((b':', after)) = self.rest.split_first() {
            self.rest = after;
        }
        let minutes = self.digits(2).filter(|&minutes| minutes < 60)?;
        match self.rest.first() {
            Some(byte) if *byte == b':' || byte.is_ascii_digit() || !byte.is_ascii() => None,
            _ if sign == b'-' => Some(-(3_600 * hours + 60 * minutes)),
            _ => Some(3_600 * hours + 60 * minutes),
        }
    }

    fn name(&mut self, letter: u8) -> Option<()> {
        let names = self.names.get_or_insert_with(locale::names);
        let known: &[String] = match letter {
            b'a' => &names.short_days,
            b'A' => &names.days,
            b'b' => &names.short_months,
            b'B' => &names.months,
            _ => &names.am_pm,
        };
        if !names.is_plain {
            return None;
        }
        // The longest that fits is the first that is tried. Names that are the same are told apart by nobody: the first.
        let first = self.rest.first()? | 0x20;
        let mut best: Option<(usize, usize)> = None;
        for (n, name) in known.iter().enumerate() {
            let name = name.as_bytes();
            if name.first().is_none_or(|byte| byte | 0x20 != first) {
                continue;
            }
            let longer = best.is_none_or(|(_, length)| name.len() > length);
            let head = self.rest.get(..name.len());
            if longer && head.is_some_and(|head| head.eq_ignore_ascii_case(name)) {
                best = Some((n, name.len()));
            }
        }
        let (n, length) = best?;
        self.rest = self.rest.get(length..)?;
        match letter {
            b'a' | b'A' => self.found.weekday = Some(n as i64),
            b'b' | b'B' => self.found.month = Some(n as i64 + 1),
            _ => self.found.afternoon = Some(n == 1),
        }
        Some(())
    }
}

#[inline]
fn value(byte: u8) -> Option<i64> {
    let value = byte.wrapping_sub(b'0');
    (value < 10).then_some(i64::from(value))
}
