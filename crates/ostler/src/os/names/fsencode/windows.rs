//! Names as bytes.
//!
//! The system's names are units of UTF-16, in which half of a pair may stand alone. As bytes they are UTF-8, and a half is the
//! three bytes that its number makes (PEP 529, "surrogatepass").

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::os::windows::ffi::{OsStrExt as _, OsStringExt as _};

use crate::error::{Error, Result};

pub(super) fn encode(name: &OsStr) -> Cow<'_, [u8]> {
    if let Some(text) = name.to_str() {
        return Cow::Borrowed(text.as_bytes());
    }
    let mut bytes = Vec::with_capacity(name.len());
    for unit in char::decode_utf16(name.encode_wide()) {
        match unit {
            Ok(letter) => bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
            Err(half) => bytes.extend_from_slice(&three_bytes(half.unpaired_surrogate())),
        }
    }
    Cow::Owned(bytes)
}

/// The name of bytes: `os.fsdecode(filename)`.
///
/// Unlike on Unix not all bytes are a name, so there is an error to look at.
///
/// # Errors
///
/// `Value` for what is not UTF-8, half characters excepted.
///
/// ```no_run
/// use ostler::os;
/// let name = os::fsdecode(b"half \xed\xa0\x80")?;
/// assert_eq!(name.to_str(), None);
/// assert_eq!(*os::fsencode(&name), *b"half \xed\xa0\x80");
/// assert!(os::fsdecode(b"caf\xe9").is_err());
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn fsdecode(filename: &[u8]) -> Result<Cow<'_, OsStr>> {
    if let Ok(text) = std::str::from_utf8(filename) {
        return Ok(Cow::Borrowed(OsStr::new(text)));
    }
    let mut units = Vec::with_capacity(filename.len());
    let mut rest = filename;
    loop {
        let valid = match std::str::from_utf8(rest) {
            Ok(text) => text,
            Err(error) => {
                let valid = rest.get(..error.valid_up_to()).unwrap_or_default();
                std::str::from_utf8(valid).unwrap_or_default()
            }
        };
        units.extend(valid.encode_utf16());
        rest = rest.get(valid.len()..).unwrap_or_default();
        if rest.is_empty() {
            return Ok(Cow::Owned(OsString::from_wide(&units)));
        }
        let Some((half, more)) = half(rest) else {
            let position = filename.len() - rest.len();
            let byte = rest.first().copied().unwrap_or_default();
            return Err(Error::value(format!(
                "can't decode byte 0x{byte:02x} in position {position}: invalid UTF-8"
            )));
        };
        units.push(half);
        rest = more;
    }
}

/// Half a character in the form of UTF-8 that text cannot have.
fn three_bytes(half: u16) -> [u8; 3] {
    [0xe0 | (half >> 12) as u8, 0x80 | (half >> 6 & 0x3f) as u8, 0x80 | (half & 0x3f) as u8]
}

/// Half a character at the beginning, and what is after it.
fn half(bytes: &[u8]) -> Option<(u16, &[u8])> {
    let (&[first, second, third], rest) = bytes.split_first_chunk()?;
    let is_half = first == 0xed && (0xa0..0xc0).contains(&second) && third & 0xc0 == 0x80;
    is_half.then(|| (0xd000 | u16::from(second & 0x3f) << 6 | u16::from(third & 0x3f), rest))
}
