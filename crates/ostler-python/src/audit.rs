//! Audit events: the interpreter's hooks are asked, with the caller's own objects.

pub(crate) use crate::ffi::audit::Arguments;

use std::ffi::{CStr, CString};

use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Raises an event before what it tells of: a hook may refuse it.
#[inline]
pub(crate) fn audit(py: Python<'_>, event: &CStr, arguments: impl Arguments) -> PyResult<()> {
    arguments.raise(py, event)
}

/// The same with arguments that are counted when it happens.
pub(crate) fn audit_tuple(
    py: Python<'_>,
    event: &str,
    arguments: &Bound<'_, PyTuple>,
) -> PyResult<()> {
    let event = CString::new(event)?;
    crate::ffi::audit::raise_tuple(py, &event, arguments)
}
