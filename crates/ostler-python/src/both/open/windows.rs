//! Windows.

use ostler_sys::c;
use pyo3::prelude::*;

use super::open;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; open);
    Ok(())
}

/// That programs the process runs do not inherit it.
pub(super) const NOT_INHERITABLE: i32 = c::O_NOINHERIT;
