//! The environment of the process.
//!
//! It is read from the system, and changed through the C runtime, which keeps a copy for programs in C and changes both.

use std::ffi::{OsStr, OsString};
use std::os::windows::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use super::crt;
use super::wide::WStr;
use crate::errno::{self, Errno};
use crate::{check, quietly};

/// How many units a variable may have, the `=` included.
pub const LONGEST: usize = 32767;

const EQUALS: u16 = b'=' as u16;

/// Held while the runtime changes its copy. Its own lock is missing in Wine, where two changes at once free memory twice.
static CHANGING: Mutex<()> = Mutex::new(());

/// Every variable, in the order they are kept, but for those the system hides: their names begin with `=`.
pub fn variables() -> impl Iterator<Item = (OsString, OsString)> {
    std::env::vars_os().filter(|(name, _)| !name.as_encoded_bytes().starts_with(b"="))
}

/// The directories of a list like `PATH`. Quotation marks are part of a name, as the reference has it.
pub fn split_paths(list: &OsStr) -> Vec<PathBuf> {
    let units: Vec<u16> = list.encode_wide().collect();
    let paths = units.split(|unit| *unit == u16::from(b';'));
    paths.map(|path| OsString::from_wide(path).into()).collect()
}

/// `_wputenv`. An empty value removes the variable.
///
/// # Safety
///
/// As for [`std::env::set_var`], for the sake of other systems: on this one both environments have locks.
pub unsafe fn setenv(key: &WStr, value: &WStr) -> Result<(), Errno> {
    if matches!(key.units().first(), None | Some(&EQUALS)) {
        return Err(errno::EINVAL);
    }
    let mut variable = Vec::with_capacity(key.units().len() + value.units().len() + 2);
    variable.extend_from_slice(key.units());
    variable.push(EQUALS);
    variable.extend_from_slice(value.units());
    variable.push(0);
    let _changing = CHANGING.lock().unwrap_or_else(PoisonError::into_inner);
    // SAFETY: a wide string, of which the runtime makes a copy.
    quietly(|| check(unsafe { crt::_wputenv(variable.as_ptr()) })).map(drop)
}

/// `_wputenv`, with no value.
///
/// # Safety
///
/// As for [`setenv`].
pub unsafe fn unsetenv(key: &WStr) -> Result<(), Errno> {
    let nothing = WStr::from_units(&[0]).map_err(|_| errno::EINVAL)?;
    // SAFETY: the caller's promise.
    unsafe { setenv(key, nothing) }
}
