//! What a field is compared with.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use super::super::Kind;

/// What a field is compared with: text, and everything that the text can be read as.
///
/// Made from strings, numbers, [`Duration`]s (for lengths of time) and [`SystemTime`]s. With the feature `query`.
#[derive(Clone, PartialEq, Debug)]
pub struct Literal {
    pub(super) text: Vec<u8>,
    pub(super) quoted: bool,
    pub(super) number: Option<f64>,
    pub(super) int: Option<i64>,
    pub(super) size: Option<u64>,
    pub(super) duration: Option<Duration>,
    pub(super) time: Option<SystemTime>,
    pub(super) truth: Option<bool>,
    pub(super) none: bool,
}

impl Literal {
    /// A literal without quotes: a number, a size, a time … or just a word.
    pub(super) fn word(text: &str) -> Self {
        let number =
            text.strip_suffix('%').unwrap_or(text).parse().ok().filter(|n: &f64| n.is_finite());
        Self {
            number,
            int: text.parse().ok(),
            size: size(text),
            duration: duration(text),
            time: time(text),
            truth: match text {
                "true" | "yes" => Some(true),
                "false" | "no" => Some(false),
                _ => None,
            },
            none: text == "none",
            quoted: false,
            text: text.as_bytes().to_vec(),
        }
    }

    /// A literal in quotes is text; a time can be said in no other way where it has a blank in it.
    pub(super) fn quoted(text: Vec<u8>) -> Self {
        let words = std::str::from_utf8(&text).ok();
        let read = words.map(Self::word);
        let read = read.unwrap_or_else(|| Self::word(""));
        Self { text, quoted: true, none: false, truth: None, ..read }
    }

    /// Whether a field of this kind can be compared with it.
    pub(super) fn suits(&self, kind: Kind) -> bool {
        self.none
            || match kind {
                Kind::Bool => self.truth.is_some(),
                Kind::Int | Kind::Ints => self.int.is_some(),
                Kind::Size => self.size.is_some(),
                Kind::Percent => self.number.is_some(),
                Kind::Duration => self.duration.is_some(),
                Kind::Time => self.time.is_some(),
                Kind::Text | Kind::Texts | Kind::Map | Kind::Maps => true,
            }
    }
}

/// What a literal for a kind of field looks like.
pub(super) fn wanted(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "true or false",
        Kind::Int | Kind::Ints => "a whole number",
        Kind::Size => "a size such as 500M or 1.5G",
        Kind::Percent => "a number",
        Kind::Duration => "a length of time such as 90s, 5m or 1h30m",
        Kind::Time => "a time such as 2026-11-20 or '2026-11-20 10:30:00'",
        Kind::Text | Kind::Texts | Kind::Map | Kind::Maps => "a text",
    }
}

/// A number of bytes: `1000`, `500K`, `1.5GiB`. Units are powers of 1024, as memory is counted, with or without `B` and `iB`.
fn size(text: &str) -> Option<u64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text[digits.len()..].to_ascii_lowercase();
    let unit = unit.strip_suffix("ib").or(unit.strip_suffix('b')).unwrap_or(&unit);
    let power = match unit {
        "" => 0,
        "k" => 1,
        "m" => 2,
        "g" => 3,
        "t" => 4,
        "p" => 5,
        _ => return None,
    };
    if let Ok(whole) = digits.parse::<u64>() {
        return whole.checked_mul(1 << (10 * power));
    }
    let bytes = plain(digits)? * f64::from(2_u32).powi(10 * power);
    (bytes < u64::MAX as f64).then_some(bytes as u64)
}

/// Digits and a point: what `f64` reads, without its signs, exponents and names.
fn plain(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.parse().ok().filter(|_| plain)
}

/// A length of time: `90` (seconds), `5m`, `1h30m`, `500ms`.
fn duration(text: &str) -> Option<Duration> {
    if let Some(seconds) = plain(text) {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let mut total = Duration::ZERO;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, after) = rest.split_at(digits);
        let end = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at(end);
        let seconds = match unit {
            "ms" => 0.001,
            "s" | "sec" | "second" | "seconds" => 1.0,
            "m" | "min" | "minute" | "minutes" => 60.0,
            "h" | "hour" | "hours" => 3600.0,
            "d" | "day" | "days" => 86_400.0,
            "w" | "week" | "weeks" => 604_800.0,
            _ => return None,
        };
        let part = Duration::try_from_secs_f64(plain(number)? * seconds).ok()?;
        total = total.checked_add(part)?;
        rest = after;
    }
    (!text.is_empty()).then_some(total)
}

/// Reads a length of time as queries have it: `90` or `90s`, `5m`, `1h30m`, `2d`, `500ms`.
///
/// # Errors
///
/// [`Value`](crate::ErrorKind::Value) if it is none.
///
/// ```
/// use std::time::Duration;
/// assert_eq!(ostler::process::parse_duration("1h30m")?, Duration::from_secs(5400));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn parse_duration(text: &str) -> crate::Result<Duration> {
    duration(text).ok_or_else(|| {
        let text = crate::error::quoted(text.as_ref());
        crate::Error::value(format!("not a length of time such as 90s, 5m or 1h30m: {text}"))
    })
}

/// A point in time: seconds after `@`, or a date, with or without a time of day, in local time or (`Z`) in UTC; or WMI's.
fn time(text: &str) -> Option<SystemTime> {
    if let Some(time) = cim_time(text) {
        return Some(time);
    }
    if let Some(seconds) = text.strip_prefix('@') {
        let since = Duration::try_from_secs_f64(plain(seconds)?).ok()?;
        return SystemTime::UNIX_EPOCH.checked_add(since);
    }
    let (text, utc) = match text.strip_suffix('Z') {
        Some(text) => (text, true),
        None => (text, false),
    };
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, time),
        None => (text, "00:00:00"),
    };
    let mut date = date.split('-').map(part);
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let mut time = time.split(':').map(part);
    let (hour, minute) = (time.next()??, time.next()??);
    let second = time.next().unwrap_or(Some(0))?;
    if date.next().is_some() || time.next().is_some() {
        return None;
    }
    let seconds = seconds([year, month, day, hour, minute, second], utc)?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(u64::try_from(seconds).ok()?))
}

/// The seconds since 1970 of year, month, day, hour, minute and second.
fn seconds(parts: [i32; 6], utc: bool) -> Option<i64> {
    let [year, month, day, hour, minute, second] = parts;
    let in_range = (1970..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second < 61;
    if in_range { crate::process::backend::seconds_of(parts, utc) } else { None }
}

/// A point in time as WMI writes it: `20261130120000.000000+060`, with the minutes that this is ahead of UTC.
fn cim_time(text: &str) -> Option<SystemTime> {
    let (point, sign) = (text.as_bytes().get(14)?, text.as_bytes().get(21)?);
    if text.len() != 25 || *point != b'.' {
        return None;
    }
    let number = |from: usize, to: usize| part(text.get(from..to)?);
    let date = [number(0, 4)?, number(4, 6)?, number(6, 8)?];
    let time = [number(8, 10)?, number(10, 12)?, number(12, 14)?];
    let (micros, minutes) = (number(15, 21)?, i64::from(number(22, 25)?));
    let ahead = match sign {
        b'+' => minutes,
        b'-' => -minutes,
        _ => return None,
    };
    let [year, month, day] = date;
    let [hour, minute, second] = time;
    let seconds = seconds([year, month, day, hour, minute, second], true)? - 60 * ahead;
    let since = Duration::from_secs(u64::try_from(seconds).ok()?)
        + Duration::from_micros(u64::try_from(micros).ok()?);
    SystemTime::UNIX_EPOCH.checked_add(since)
}

fn part(digits: &str) -> Option<i32> {
    let digits_only = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| digits_only)
}

/// As it is written in a query, so that it is read back as the same.
impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.quoted {
            return f.write_str(&String::from_utf8_lossy(&self.text));
        }
        f.write_str("\"")?;
        for chunk in self.text.utf8_chunks() {
            for c in chunk.valid().chars() {
                match c {
                    '"' => f.write_str("\\\"")?,
                    '\\' => f.write_str("\\\\")?,
                    '\n' => f.write_str("\\n")?,
                    '\t' => f.write_str("\\t")?,
                    '\r' => f.write_str("\\r")?,
                    c if c.is_ascii_control() => write!(f, "\\x{:02x}", c as u32)?,
                    c => write!(f, "{c}")?,
                }
            }
            for byte in chunk.invalid() {
                write!(f, "\\x{byte:02x}")?;
            }
        }
        f.write_str("\"")
    }
}

macro_rules! from_text {
    ($($type:ty: $text:ident => $bytes:expr;)*) => {$(
        impl From<$type> for Literal {
            fn from($text: $type) -> Self {
                Self::quoted($bytes)
            }
        }
    )*};
}

from_text! {
    &str: text => text.as_bytes().to_vec();
    String: text => text.into_bytes();
    &String: text => text.as_bytes().to_vec();
    &OsStr: text => text.as_encoded_bytes().to_vec();
    OsString: text => text.into_encoded_bytes();
    PathBuf: text => text.as_os_str().as_encoded_bytes().to_vec();
    &std::path::Path: text => text.as_os_str().as_encoded_bytes().to_vec();
}

macro_rules! from_number {
    ($($type:ty)*) => {$(
        impl From<$type> for Literal {
            fn from(number: $type) -> Self {
                Self::word(&number.to_string())
            }
        }
    )*};
}

from_number!(i32 u16 u32 i64 u64 usize f64 bool);

impl From<Duration> for Literal {
    fn from(duration: Duration) -> Self {
        let text = match duration.subsec_nanos() {
            0 => format!("{}s", duration.as_secs()),
            nanos => format!("{}.{nanos:09}s", duration.as_secs()),
        };
        Self { duration: Some(duration), ..Self::word(&text) }
    }
}

impl From<SystemTime> for Literal {
    fn from(time: SystemTime) -> Self {
        let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let text = format!("@{}.{:09}", since.as_secs(), since.subsec_nanos());
        Self { time: Some(time), ..Self::word(&text) }
    }
}
