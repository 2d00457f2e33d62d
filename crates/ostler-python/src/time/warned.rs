//! The warning of a day without a year.

use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;

/// So many formats are remembered.
const KEPT: usize = 6;

/// Formats that have been warned of: once is enough, as long as a program does not use many.
static WARNED: Mutex<Vec<Box<[u8]>>> = Mutex::new(Vec::new());

/// Whether a format has a day of the month and no year.
pub(super) fn deserves(format: &[u8]) -> bool {
    let (mut day, mut year) = (false, false);
    let mut rest = format.iter();
    while rest.any(|&byte| byte == b'%') {
        match rest.next() {
            Some(b'd') => day = true,
            Some(b'Y' | b'y' | b'G') => year = true,
            _ => {}
        }
    }
    day && !year
}

/// Warns of a format, where the interpreter's own module does.
#[cold]
pub(super) fn warn(py: Python<'_>, format: &[u8]) -> PyResult<()> {
    if py.version_info() < (3, 13) {
        return Ok(());
    }
    let known = |formats: &Vec<Box<[u8]>>| formats.iter().any(|known| **known == *format);
    if known(&WARNED.lock().unwrap_or_else(PoisonError::into_inner)) {
        return Ok(());
    }
    py.import("ostler._dates")?.call_method0("warn")?;
    let mut formats = WARNED.lock().unwrap_or_else(PoisonError::into_inner);
    if formats.len() >= KEPT {
        formats.clear();
    }
    formats.push(format.into());
    Ok(())
}
