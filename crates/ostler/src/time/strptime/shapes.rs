//! What numbers look like, directive by directive, in the order in which they are tried.

use super::parsed::Edition;
use super::text;

/// What one place of a number may be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// One of these ASCII characters.
    Of(u8, u8),
    /// A decimal digit of any script.
    Digit,
}

use Place::{Digit as N, Of};

/// Ways to write a number, the first that fits and lets the rest fit is taken.
pub(super) type Shapes = &'static [&'static [Place]];

const BLANK: Place = Of(b' ', b' ');
const D0: Place = Of(b'0', b'0');
const D1: Place = Of(b'1', b'1');
const D2: Place = Of(b'2', b'2');
const D3: Place = Of(b'3', b'3');
const D5: Place = Of(b'5', b'5');
const D6: Place = Of(b'6', b'6');
const TO_1: Place = Of(b'0', b'1');
const TO_2: Place = Of(b'0', b'2');
const TO_3: Place = Of(b'0', b'3');
const TO_5: Place = Of(b'0', b'5');
const TO_6: Place = Of(b'0', b'6');
const FROM_1: Place = Of(b'1', b'9');

const DAY: Shapes =
    &[&[D3, TO_1], &[Of(b'1', b'2'), N], &[D0, FROM_1], &[FROM_1], &[BLANK, FROM_1]];
const HOUR: Shapes = &[&[D2, TO_3], &[TO_1, N], &[N]];
const PADDED_HOUR: Shapes = &[&[D2, TO_3], &[TO_1, N], &[N], &[BLANK, N]];
/// Of the hours to 12, and of months.
const TWELVE: Shapes = &[&[D1, TO_2], &[D0, FROM_1], &[FROM_1]];
const PADDED_TWELVE: Shapes = &[&[D1, TO_2], &[D0, FROM_1], &[FROM_1], &[BLANK, FROM_1]];
const YEAR_DAY: Shapes = &[
    &[D3, D6, TO_6],
    &[D3, TO_5, N],
    &[Of(b'1', b'2'), N, N],
    &[D0, FROM_1, N],
    &[D0, D0, FROM_1],
    &[FROM_1, N],
    &[D0, FROM_1],
    &[FROM_1],
];
const MINUTE: Shapes = &[&[TO_5, N], &[N]];
const SECOND: Shapes = &[&[D6, TO_1], &[TO_5, N], &[N]];
const WEEK: Shapes = &[&[D5, TO_3], &[Of(b'0', b'4'), N], &[N]];
const ISO_WEEK: Shapes = &[&[D5, TO_3], &[D0, FROM_1], &[Of(b'1', b'4'), N], &[N]];
const SUNDAY_0: Shapes = &[&[TO_6]];
const SUNDAY_7: Shapes = &[&[Of(b'1', b'7')]];
const SHORT_YEAR: Shapes = &[&[N, N]];
const YEAR: Shapes = &[&[N, N, N, N]];

/// What a directive of a number looks like, and the length of the reference's pattern for it, which errors tell of.
pub(super) fn of(letter: u8, edition: Edition) -> Option<(Shapes, usize)> {
    let padded = edition >= Edition::Python314;
    Some(match letter {
        b'd' => (DAY, 41),
        b'H' if padded => (PADDED_HOUR, 28),
        b'I' if padded => (PADDED_TWELVE, 33),
        b'H' => (HOUR, 24),
        b'I' | b'm' => (TWELVE, 26),
        b'j' => (YEAR_DAY, 71),
        b'M' => (MINUTE, 17),
        b'S' => (SECOND, 24),
        b'U' | b'W' => (WEEK, 24),
        b'V' => (ISO_WEEK, 31),
        b'w' => (SUNDAY_0, 12),
        b'u' => (SUNDAY_7, 12),
        b'y' => (SHORT_YEAR, 11),
        b'Y' | b'G' => (YEAR, 15),
        _ => return None,
    })
}

/// The length of the text that has a shape.
pub(super) fn length(shape: &[Place], bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    for place in shape {
        let (code, length) = text::first(bytes.get(at..)?)?;
        let fits = match *place {
            Of(low, high) => (low.into()..=high.into()).contains(&code),
            N => text::digit(code).is_some(),
        };
        if !fits {
            return None;
        }
        at += length;
    }
    Some(at)
}

/// How an offset from UTC may be written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offset {
    /// Whether colons have to be between the parts.
    colons: bool,
    /// Whether it may be left out.
    or_none: bool,
}

impl Offset {
    pub(super) const PLAIN: Self = Self { colons: false, or_none: false };
    pub(super) const OR_NONE: Self = Self { colons: false, or_none: true };
    pub(super) const WITH_COLONS: Self = Self { colons: true, or_none: true };

    /// How much of the text it is in the nth way, the longest first: `Z`, or `+hh[:]mm[[:]ss[.ffffff]]`.
    pub(super) fn length(self, bytes: &[u8], nth: usize) -> Option<usize> {
        // Without seconds, with them, with a fraction of one digit up to six.
        let (mut ends, mut count) = ([0; 8], 0);
        let mut end = self.minutes(bytes);
        while let Some(at) = end
            && let Some(slot) = ends.get_mut(count)
        {
            *slot = at;
            count += 1;
            end = self.longer(bytes, at, count);
        }
        match count.checked_sub(nth + 1) {
            Some(shorter) => ends.get(shorter).copied(),
            None => (self.or_none && nth == count).then_some(0),
        }
    }

    /// Where the hours and minutes end.
    fn minutes(self, bytes: &[u8]) -> Option<usize> {
        match bytes.first()? {
            b'Z' => return Some(1),
            b'+' | b'-' => {}
            _ => return None,
        }
        let hours = 1 + length(&[N, N], bytes.get(1..)?)?;
        let at = self.colon(bytes, hours)?;
        Some(at + length(&[TO_5, N], bytes.get(at..)?)?)
    }

    /// Where it ends if it goes on after the hours and minutes (1), the seconds (2), the digits of a fraction.
    fn longer(self, bytes: &[u8], at: usize, count: usize) -> Option<usize> {
        let (at, shape): (_, &[Place]) = match count {
            1 if bytes.first() == Some(&b'Z') => return None,
            1 => (self.colon(bytes, at)?, &[TO_5, N]),
            2 => (at, &[Of(b'.', b'.'), N]),
            _ => (at, &[N]),
        };
        Some(at + length(shape, bytes.get(at..)?)?)
    }

    /// Where the next part begins.
    fn colon(self, bytes: &[u8], at: usize) -> Option<usize> {
        match bytes.get(at) {
            Some(b':') => Some(at + 1),
            _ => (!self.colons).then_some(at),
        }
    }
}
