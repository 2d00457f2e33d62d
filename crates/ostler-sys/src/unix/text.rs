//! Names and paths in the units that the system has them in: bytes.

use std::borrow::Cow;
use std::ffi::{CStr, OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

/// What names are made of.
pub type Unit = u8;

/// A name as calls take it.
pub type Name = CStr;

/// What a name cannot have, and paths are joined by.
pub const SEPARATOR: &str = "/";

/// The units of a name.
#[inline]
pub fn units(name: &Name) -> &[Unit] {
    name.to_bytes()
}

/// The units of a string.
#[inline]
pub fn units_of(text: &OsStr) -> Cow<'_, [Unit]> {
    Cow::Borrowed(text.as_bytes())
}

/// The string of some units.
#[inline]
pub fn to_os(name: &[Unit]) -> Cow<'_, OsStr> {
    Cow::Borrowed(OsStr::from_bytes(name))
}

/// Appends units to a string.
#[inline]
pub fn append(text: &mut OsString, name: &[Unit]) {
    text.push(OsStr::from_bytes(name));
}

/// Shortens a string to what it was when it had so many bytes.
#[inline]
pub fn truncate(text: &mut OsString, length: usize) {
    let mut bytes = std::mem::take(text).into_vec();
    bytes.truncate(length);
    *text = OsString::from_vec(bytes);
}

/// Whether a name appended to a path replaces it.
#[inline]
pub fn is_absolute(name: &[Unit]) -> bool {
    name.first() == Some(&b'/')
}

/// Whether a name can be appended to a path as it is.
#[inline]
pub fn is_open(path: &OsStr) -> bool {
    matches!(path.as_bytes().last(), None | Some(b'/'))
}
