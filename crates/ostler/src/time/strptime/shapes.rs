//! What numbers look like, directive by directive, in the order in which they are tried.

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
    &[&[D3, TO_1], &[Of(b'1', b'2'), N], &[D0, FROM_1], &[FROM_1], &[Of(b' ', b' '), FROM_1]];
const HOUR: Shapes = &[&[D2, TO_3], &[TO_1, N], &[N]];
/// Of the hours to 12, and of months.
const TWELVE: Shapes = &[&[D1, TO_2], &[D0, FROM_1], &[FROM_1]];
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
pub(super) fn of(letter: u8) -> Option<(Shapes, usize)> {
    Some(match letter {
        b'd' => (DAY, 41),
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

/// How much of the text is an offset from UTC: `Z`, or `+hh[:]mm[[:]ss[.ffffff]]`. The longest way first.
pub(super) fn offset(bytes: &[u8], nth: usize) -> Option<usize> {
    const HOURS: [Place; 2] = [N, N];
    const MINUTES: [Place; 2] = [TO_5, N];
    match bytes.first()? {
        b'Z' => return (nth == 0).then_some(1),
        b'+' | b'-' => {}
        _ => return None,
    }
    let rest = |at: usize| bytes.get(at..).unwrap_or_default();
    let colon = |at: usize| at + usize::from(rest(at).first() == Some(&b':'));
    let mut at = colon(1 + length(&HOURS, rest(1))?);
    at += length(&MINUTES, rest(at))?;
    let minutes = at;
    let from = colon(at);
    let Some(seconds) = length(&MINUTES, rest(from)).map(|length| from + length) else {
        return (nth == 0).then_some(minutes);
    };
    // With a fraction of six digits down to one, without one, without seconds.
    let mut ends = [0; 7];
    let mut count = 0;
    if rest(seconds).first() == Some(&b'.') {
        let mut end = seconds + 1;
        while count < 6
            && let Some((code, length)) = text::first(rest(end))
            && text::digit(code).is_some()
        {
            end += length;
            ends[count] = end;
            count += 1;
        }
    }
    if let Some(shorter) = count.checked_sub(nth + 1) {
        return ends.get(shorter).copied();
    }
    match nth - count {
        0 => Some(seconds),
        1 => Some(minutes),
        _ => None,
    }
}
