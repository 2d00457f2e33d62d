//! The environment of the process.
//!
//! Only through the standard library, whose lock everybody else in a Rust program takes.

use std::ffi::{CStr, OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::path::PathBuf;

use crate::errno::{self, Errno};

/// Every variable, in the order they are kept.
pub fn variables() -> impl Iterator<Item = (OsString, OsString)> {
    std::env::vars_os()
}

/// The directories of a list like `PATH`.
pub fn split_paths(list: &OsStr) -> Vec<PathBuf> {
    std::env::split_paths(list).collect()
}

/// `setenv(3)`
///
/// # Safety
///
/// As for [`std::env::set_var`]: no other thread reads or writes the environment but through the standard library.
pub unsafe fn setenv(key: &CStr, value: &CStr) -> Result<(), Errno> {
    let key = variable(key)?;
    // SAFETY: the caller's promise. The name is one that the function takes.
    unsafe { std::env::set_var(key, OsStr::from_bytes(value.to_bytes())) };
    Ok(())
}

/// `unsetenv(3)`
///
/// # Safety
///
/// As for [`setenv`].
pub unsafe fn unsetenv(key: &CStr) -> Result<(), Errno> {
    let key = variable(key)?;
    // SAFETY: the caller's promise. The name is one that the function takes.
    unsafe { std::env::remove_var(key) };
    Ok(())
}

/// What `clearenv(3)` does: no variable is left. The standard library has no such call, so they go one by one.
///
/// # Safety
///
/// As for [`setenv`].
pub unsafe fn clearenv() {
    for (key, _) in std::env::vars_os() {
        if !key.as_bytes().contains(&b'=') {
            // SAFETY: the caller's promise. The name is one that the function takes.
            unsafe { std::env::remove_var(key) };
        }
    }
}

/// A name that can be set; the standard library panics at others.
fn variable(key: &CStr) -> Result<&OsStr, Errno> {
    let key = key.to_bytes();
    if key.is_empty() || key.contains(&b'=') {
        return Err(errno::EINVAL);
    }
    Ok(OsStr::from_bytes(key))
}
