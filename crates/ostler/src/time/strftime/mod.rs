//! Times as text.

pub(super) mod directive;
mod quick;

use std::ffi::{CStr, CString};

use ostler_sys::time::Tm;

use crate::error::Result;
use crate::time::{StructTime, zone};

/// A time as text, in the form that a format says: `time.strftime(format, time_tuple)`, `strftime(3)`. For the present:
/// `strftime(format, &localtime(SystemTime::now())?)`.
///
/// The directives are those of the platform's C library, and the names and forms those of its locale: a program has the one
/// of C, whatever the environment says, until somebody calls `setlocale`. A directive that the library does not know stays as
/// it is; on Windows it is an error, and so is a year that is not one of 1 to 9999. Other than the library's own function
/// this takes NUL bytes and every character.
///
/// | directive | stands for |
/// |---|---|
/// | `%Y` `%y` `%C` | year, its last two digits, its century |
/// | `%m` `%d` `%e` `%j` | month, day, day with a space, day of the year |
/// | `%H` `%I` `%p` `%M` `%S` | hour to 24, hour to 12, AM or PM, minute, second |
/// | `%a` `%A` `%b` `%B` | names of the day and the month, short and long |
/// | `%u` `%w` | day of the week: Monday is 1 and Sunday 7; Sunday is 0 |
/// | `%U` `%W` | week of the year, from Sunday, from Monday |
/// | `%G` `%V` | year and week of ISO 8601 |
/// | `%c` `%x` `%X` | the locale's date and time, date, time |
/// | `%z` `%Z` | offset from UTC, abbreviation of the zone |
/// | `%F` `%T` `%R` `%D` | `%Y-%m-%d`, `%H:%M:%S`, `%H:%M`, `%m/%d/%y` |
/// | `%s` | seconds since 1970, of a local time |
/// | `%%` `%n` `%t` | `%`, end of line, tab |
///
/// # Errors
///
/// `Value` for a field out of its range (0 is allowed everywhere), for a width of a million, and on Windows for a directive
/// the library does not know; `Overflow` for a year that C cannot hold.
///
/// ```
/// use ostler::time;
/// let time = time::gmtime(1_000_000_000)?;
/// assert_eq!(time::strftime("%a, %d %b %Y %T %z", &time)?, "Sun, 09 Sep 2001 01:46:40 +0000");
/// assert_eq!(time::strftime("%G-W%V-%u", &time)?, "2001-W36-7");
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn strftime(format: &str, time: &StructTime) -> Result<String> {
    let mut text = Vec::with_capacity(2 * format.len() + 16);
    strftime_into(&mut text, format.as_bytes(), time)?;
    match String::from_utf8(text) {
        Ok(text) => Ok(text),
        Err(error) => Ok(String::from_utf8_lossy(error.as_bytes()).into_owned()),
    }
}

/// [`strftime`] that appends to a buffer, in bytes: the format may have bytes that are not UTF-8, which stay as they are.
///
/// # Errors
///
/// As [`strftime`]. The buffer then may have part of the text.
///
/// ```
/// use ostler::time;
/// let mut line = b"[".to_vec();
/// time::strftime_into(&mut line, b"%H:%M\xff]", &time::gmtime(0)?)?;
/// assert_eq!(line, b"[00:00\xff]");
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn strftime_into(text: &mut Vec<u8>, format: &[u8], time: &StructTime) -> Result<()> {
    let mut tm = time.to_checked_tm()?;
    #[cfg(windows)]
    if !(1..=9999).contains(&time.tm_year) {
        return Err(crate::Error::value("strftime() requires year in [1; 9999]"));
    }
    tm.isdst = tm.isdst.clamp(-1, 1);
    let mut rest = format;
    while let Some((&byte, after)) = rest.split_first() {
        if byte != b'%' {
            let literal = rest.iter().position(|&byte| byte == b'%').unwrap_or(rest.len());
            let (literal, after) = rest.split_at(literal);
            text.extend_from_slice(literal);
            rest = after;
            continue;
        }
        if let Some((&letter, after)) = after.split_first()
            && quick::write(text, letter, &tm, time)
        {
            rest = after;
            continue;
        }
        let (directive, after) = rest.split_at(directive::length(rest));
        ask(text, directive, &tm, time)?;
        rest = after;
    }
    Ok(())
}

#[cold]
fn ask(text: &mut Vec<u8>, directive: &[u8], tm: &Tm, time: &StructTime) -> Result<()> {
    // Without a zone the C library takes the local one's, which is known once that has been asked for.
    let zone: Option<CString> =
        time.tm_zone.as_ref().and_then(|it| CString::new(it.as_bytes()).ok());
    if zone.is_none() {
        zone::with_zone(|_| ());
    }
    directive::write(text, directive, tm, zone.as_deref().map(|it: &CStr| it))
}
