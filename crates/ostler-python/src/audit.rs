//! Audit events: the interpreter's hooks are asked, with the caller's own objects.

pub(crate) use crate::ffi::audit::{Arguments, Long};

use std::ffi::CStr;

use pyo3::prelude::*;

/// Raises an event before what it tells of: a hook may refuse it.
#[inline]
pub(crate) fn audit(py: Python<'_>, event: &CStr, arguments: impl Arguments) -> PyResult<()> {
    arguments.raise(py, event)
}
