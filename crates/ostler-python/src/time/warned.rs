//! The warning of a day without a year.

use pyo3::prelude::*;

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

/// Warns of such a format, where the interpreter's own module does: each time, as it is up to the program's filters what comes
/// of that.
#[cold]
pub(super) fn warn(py: Python<'_>) -> PyResult<()> {
    if py.version_info() >= (3, 13) {
        py.import("ostler._dates")?.call_method0("warn")?;
    }
    Ok(())
}
