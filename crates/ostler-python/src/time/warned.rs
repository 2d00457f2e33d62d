//! The warning of a day without a year.

use ostler_capi::version;
use pyo3::prelude::*;

/// Warns of a format with a day of the month and no year, where the interpreter's own module does: each time, as it is up to
/// the program's filters what comes of that.
#[cold]
pub(super) fn warn(py: Python<'_>) -> PyResult<()> {
    if version::since(13) {
        py.import("ostler._dates")?.call_method0("warn")?;
    }
    Ok(())
}
