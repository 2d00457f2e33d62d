//! Audit events: the interpreter's hooks are asked, with the caller's own objects.

use std::ffi::{CStr, CString};

use ostler::audit::events::Named;
pub(crate) use ostler_capi::audit::Arguments;
use ostler_capi::audit::raise_with;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Raises an event before what it tells of: a hook may refuse it.
#[inline]
pub(crate) fn audit<E: Named>(py: Python<'_>, event: E) -> PyResult<()>
where
    E::Arguments: Arguments,
{
    event.arguments().raise(py, E::C_NAME)
}

/// The same with arguments that are made when there is somebody to ask.
pub(crate) fn audit_with<'py>(
    py: Python<'py>,
    event: &str,
    arguments: impl FnOnce() -> PyResult<Bound<'py, PyTuple>>,
) -> PyResult<()> {
    let mut room = [0; 64];
    if let Some(start) = room.get_mut(..event.len()) {
        start.copy_from_slice(event.as_bytes());
    }
    match CStr::from_bytes_until_nul(&room) {
        Ok(name) if name.count_bytes() == event.len() => raise_with(py, name, arguments),
        _ => raise_with(py, &CString::new(event)?, arguments),
    }
}
