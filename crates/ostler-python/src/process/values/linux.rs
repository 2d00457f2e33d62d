//! I/O scheduling classes; variables of bytes.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

use ostler::process::Value;
use ostler_capi::text::decoded;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;

use super::super::tuples;
use super::int_enum;

type Object<'py> = Bound<'py, PyAny>;

/// The names of the I/O scheduling classes, by number.
pub(in super::super) const CLASSES: [&str; 4] = ["none", "rt", "be", "idle"];

/// The enumeration of the I/O scheduling classes.
pub(in super::super) fn io_priority(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class = CLASS.get_or_try_init(py, || {
        let members = PyDict::new(py);
        for (number, name) in CLASSES.iter().enumerate() {
            members.set_item(format!("IOPRIO_CLASS_{}", name.to_uppercase()), number)?;
        }
        int_enum(py, "IOPriority", members)
    })?;
    Ok(class.bind(py))
}

pub(super) fn ionice<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    let class = value.part("ioclass").and_then(Value::as_text);
    let class = CLASSES.iter().position(|name| class == Some(OsStr::new(name))).unwrap_or(0);
    let class = io_priority(py)?.call1((class,))?;
    let level = value.part("value").and_then(Value::as_int).unwrap_or(0);
    tuples::PIONICE.of(py, (class, level).into_pyobject(py)?)
}

/// A variable: its name and its value.
pub(super) fn variable<'py>(py: Python<'py>, text: &OsStr) -> PyResult<Option<[Object<'py>; 2]>> {
    let bytes = text.as_bytes();
    match bytes.iter().position(|&byte| byte == b'=') {
        None | Some(0) => Ok(None),
        Some(at) => Ok(Some([decoded(py, &bytes[..at])?, decoded(py, &bytes[at + 1..])?])),
    }
}
