//! Names and paths in the units that the system has them in: UTF-16, in which half of a pair may stand alone.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::os::windows::ffi::{OsStrExt as _, OsStringExt as _};

use super::wide::WStr;

/// What names are made of.
pub type Unit = u16;

/// A name as calls take it.
pub type Name = WStr;

/// What a name cannot have, and paths are joined by.
pub const SEPARATOR: &str = "\\";

/// The units of a name.
#[inline]
pub fn units(name: &Name) -> &[Unit] {
    name.units()
}

/// The units of a string.
pub fn units_of(text: &OsStr) -> Cow<'_, [Unit]> {
    Cow::Owned(text.encode_wide().collect())
}

/// The string of some units.
pub fn to_os(name: &[Unit]) -> Cow<'_, OsStr> {
    Cow::Owned(OsString::from_wide(name))
}

/// Appends units to a string.
pub fn append(text: &mut OsString, name: &[Unit]) {
    let mut ascii = [0; 64];
    if let Some(room) = ascii.get_mut(..name.len())
        && name.iter().all(|unit| *unit < 0x80)
    {
        for (byte, unit) in room.iter_mut().zip(name) {
            *byte = *unit as u8;
        }
        text.push(std::str::from_utf8(room).unwrap_or_default());
    } else {
        text.push(OsString::from_wide(name));
    }
}

/// Shortens a string to what it was when it had so many bytes. A length it never had shortens it to nothing.
pub fn truncate(text: &mut OsString, length: usize) {
    let mut bytes = std::mem::take(text).into_encoded_bytes();
    // What is cut off begins with a separator, or comes after one.
    let separates = |byte: Option<&u8>| matches!(byte, Some(b'\\' | b'/' | b':'));
    let is_boundary = length == bytes.len()
        || separates(bytes.get(length))
        || separates(length.checked_sub(1).and_then(|last| bytes.get(last)));
    bytes.truncate(if is_boundary { length } else { 0 });
    // SAFETY: cut before or after a character of ASCII, or not at all.
    *text = unsafe { OsString::from_encoded_bytes_unchecked(bytes) };
}

/// Whether a name appended to a path replaces it, or a part of it.
pub fn is_absolute(name: &[Unit]) -> bool {
    is_separator(name.first()) || name.get(1) == Some(&b':'.into())
}

/// Whether a name can be appended to a path as it is.
pub fn is_open(path: &OsStr) -> bool {
    matches!(path.as_encoded_bytes().last(), None | Some(b'\\' | b'/' | b':'))
}

fn is_separator(unit: Option<&u16>) -> bool {
    unit.is_some_and(|unit| [b'\\', b'/'].map(u16::from).contains(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let half = [0x61, 0xd800];
        for name in [&[0x61_u16][..], &half, &[0xe9; 70], &[0x61; 70], &[0xd83d, 0xdc34]] {
            let mut path = OsString::from("C:\\top");
            path.push(SEPARATOR);
            append(&mut path, name);
            let mut expected = OsString::from("C:\\top\\");
            expected.push(to_os(name));
            assert_eq!(path, expected);
            truncate(&mut path, 6);
            assert_eq!(path, "C:\\top");
        }
        let mut odd = OsString::from("\u{e9}\u{e9}");
        truncate(&mut odd, 1);
        assert_eq!(odd, "");
    }

    #[test]
    fn what_stands_for_itself() {
        let units = |text: &str| text.encode_utf16().collect::<Vec<_>>();
        for (name, is) in [("a", false), ("C:a", true), ("\\a", true), ("/", true), ("", false)] {
            assert_eq!(is_absolute(&units(name)), is, "{name}");
        }
    }
}
