//! One directive, written by the C library.

use std::ffi::CStr;

use ostler_sys as sys;
use ostler_sys::time::{Tm, Wide};

use crate::error::{Error, Result};

/// How many characters a directive may become.
const MOST: usize = 1 << 20;

/// The text of a directive that is known to be one and to be short.
pub(in crate::time) fn text(directive: &str, time: &Tm) -> String {
    let mut text = Vec::new();
    // One that fails has written nothing.
    let _ = write(&mut text, directive.as_bytes(), time, None);
    String::from_utf8(text).unwrap_or_default()
}

/// Appends what the C library makes of a directive, if that is not longer than any date.
///
/// The C library is asked in wide characters: what it answers does not depend on the encoding of the locale.
#[cold]
pub(super) fn write(
    text: &mut Vec<u8>,
    directive: &[u8],
    time: &Tm,
    zone: Option<&CStr>,
) -> Result<()> {
    let ask = |buffer: &mut [Wide], format: &[Wide]| {
        sys::time::wcsftime(buffer, format, time, zone)
            .map_err(|_| Error::value("Invalid format string"))
    };
    // A letter before it tells an empty text from a buffer that is too small.
    let mut format: Vec<Wide> = Vec::with_capacity(directive.len() + 2);
    sys::time::widen("x", &mut format);
    sys::time::widen(&String::from_utf8_lossy(directive), &mut format);
    format.push(0);
    let mut small = [0; 128];
    let mut length = ask(&mut small, &format)?;
    let mut large = Vec::new();
    let mut size = 4 * small.len();
    while length == 0 && size <= MOST {
        large.resize(size, 0);
        length = ask(&mut large, &format)?;
        size *= 4;
    }
    let written = if large.is_empty() { &small[..] } else { &large };
    let Some(written) = written.get(1..length) else {
        return Err(Error::value("the text of a directive is too long"));
    };
    for c in sys::time::narrow(written) {
        text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
    Ok(())
}

/// The length of the directive that starts with the `%` at the start: flags, width, modifier, letter.
pub(super) fn length(format: &[u8]) -> usize {
    let is = |at: usize, test: fn(&u8) -> bool| format.get(at).is_some_and(test);
    let mut at = 1;
    while is(at, |c| b"_-0^#+".contains(c)) {
        at += 1;
    }
    while is(at, u8::is_ascii_digit) {
        at += 1;
    }
    if is(at, |c| b"EO".contains(c)) {
        at += 1;
    }
    // What is no text ends the directive before it, and so does a NUL, which would end the format.
    let window = format.get(at..(at + 4).min(format.len())).unwrap_or_default();
    let text = window.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    at + text.chars().next().filter(|&c| c != '\0').map_or(0, char::len_utf8)
}
