//! Strings on their way to Windows: UTF-16, lone surrogates as they are, and a NUL at the end.

use std::ffi::{OsStr, OsString};
use std::os::windows::ffi::{OsStrExt as _, OsStringExt as _};

/// A string with a NUL inside, which would end it early.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InteriorNul;

/// A string of the system's, without the NUL at its end.
///
/// # Safety
///
/// There is a NUL at its end, and nobody writes to it meanwhile.
pub unsafe fn read(start: *const u16) -> OsString {
    let mut length = 0;
    // SAFETY: as was promised.
    while unsafe { *start.add(length) } != 0 {
        length += 1;
    }
    // SAFETY: these were just looked at.
    OsString::from_wide(unsafe { std::slice::from_raw_parts(start, length) })
}

/// Units of UTF-16 with one NUL, at the end.
#[derive(Debug)]
#[repr(transparent)]
pub struct WStr([u16]);

impl Default for &WStr {
    fn default() -> Self {
        WStr::EMPTY
    }
}

impl WStr {
    /// No units.
    pub const EMPTY: &'static Self = Self::constant(&[0]);
    /// The current directory.
    pub const DOT: &'static Self = Self::constant(&[b'.' as u16, 0]);

    /// Units of which the last is the only NUL.
    const fn constant(units: &'static [u16]) -> &'static Self {
        // SAFETY: the type is transparent.
        unsafe { &*(std::ptr::from_ref(units) as *const Self) }
    }

    /// The address of the first unit.
    pub fn as_ptr(&self) -> *const u16 {
        self.0.as_ptr()
    }

    /// The units before the NUL.
    pub fn units(&self) -> &[u16] {
        self.0.split_last().map_or(&[], |(_, units)| units)
    }

    /// As the standard library holds it.
    pub fn to_os_string(&self) -> OsString {
        OsString::from_wide(self.units())
    }

    /// Takes units as they are, the NUL included.
    pub fn from_units(units: &[u16]) -> Result<&Self, InteriorNul> {
        match units.iter().position(|unit| *unit == 0) {
            Some(at) if at + 1 == units.len() => {
                // SAFETY: the type is transparent.
                Ok(unsafe { &*(std::ptr::from_ref(units) as *const Self) })
            }
            _ => Err(InteriorNul),
        }
    }
}

/// A string of its own.
#[derive(Clone, Debug)]
pub struct WString(Vec<u16>);

impl std::ops::Deref for WString {
    type Target = WStr;

    fn deref(&self) -> &WStr {
        // SAFETY: the type is transparent, and `owned` has put the one NUL at the end.
        unsafe { &*(std::ptr::from_ref(&self.0[..]) as *const WStr) }
    }
}

/// Calls `f` with the wide string of `text`.
#[inline]
pub fn with<T>(text: &OsStr, f: impl FnOnce(&WStr) -> T) -> Result<T, InteriorNul> {
    owned(text).map(|text| f(&text))
}

/// The wide string of `text`.
pub fn owned(text: &OsStr) -> Result<WString, InteriorNul> {
    let mut units = Vec::with_capacity(text.len() + 1);
    units.extend(text.encode_wide());
    if units.contains(&0) {
        return Err(InteriorNul);
    }
    units.push(0);
    Ok(WString(units))
}
