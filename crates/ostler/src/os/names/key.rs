//! The names of variables: as they are on Unix, in capitals on Windows, where they have no case.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};

/// The name a variable is kept under.
#[cfg(unix)]
#[inline]
pub(super) fn of(name: &OsStr) -> Cow<'_, OsStr> {
    Cow::Borrowed(name)
}

/// The same of a name that is nobody else's.
#[cfg(unix)]
#[inline]
pub(super) fn owned(name: OsString) -> OsString {
    name
}

/// The name a variable is kept under: each character's capitals, halves of characters as they are.
#[cfg(windows)]
pub(super) fn of(name: &OsStr) -> Cow<'_, OsStr> {
    use std::os::windows::ffi::{OsStrExt as _, OsStringExt as _};

    let bytes = name.as_encoded_bytes();
    if bytes.is_ascii() {
        return if bytes.iter().any(u8::is_ascii_lowercase) {
            Cow::Owned(name.to_ascii_uppercase())
        } else {
            Cow::Borrowed(name)
        };
    }
    let mut capitals = Vec::with_capacity(name.len());
    for unit in char::decode_utf16(name.encode_wide()) {
        match unit {
            Ok(letter) => {
                for capital in letter.to_uppercase() {
                    capitals.extend_from_slice(capital.encode_utf16(&mut [0; 2]));
                }
            }
            Err(half) => capitals.push(half.unpaired_surrogate()),
        }
    }
    Cow::Owned(OsString::from_wide(&capitals))
}

/// The same of a name that is nobody else's.
#[cfg(windows)]
pub(super) fn owned(name: OsString) -> OsString {
    match of(&name) {
        Cow::Borrowed(_) => name,
        Cow::Owned(capitals) => capitals,
    }
}
