//! Priorities; variables of UTF-16.

use std::ffi::OsStr;
use std::os::windows::ffi::OsStrExt as _;

use ostler::process::Value;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;

use super::{int_enum, plain};
use crate::ffi::wide;

type Object<'py> = Bound<'py, PyAny>;

/// The priority classes.
pub(in super::super) const PRIORITY_CLASSES: [(&str, u32); 6] = [
    ("ABOVE_NORMAL_PRIORITY_CLASS", 0x8000),
    ("BELOW_NORMAL_PRIORITY_CLASS", 0x4000),
    ("HIGH_PRIORITY_CLASS", 0x80),
    ("IDLE_PRIORITY_CLASS", 0x40),
    ("NORMAL_PRIORITY_CLASS", 0x20),
    ("REALTIME_PRIORITY_CLASS", 0x100),
];

/// The I/O priorities, by number.
pub(in super::super) const IO_PRIORITIES: [&str; 4] =
    ["IOPRIO_VERYLOW", "IOPRIO_LOW", "IOPRIO_NORMAL", "IOPRIO_HIGH"];

/// The enumeration of the priority classes.
pub(in super::super) fn priority_classes(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class = CLASS.get_or_try_init(py, || {
        let members = PyDict::new(py);
        for (name, number) in PRIORITY_CLASSES {
            members.set_item(name, number)?;
        }
        int_enum(py, "Priority", members)
    })?;
    Ok(class.bind(py))
}

/// The enumeration of the I/O priorities.
pub(in super::super) fn io_priorities(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class = CLASS.get_or_try_init(py, || {
        let members = PyDict::new(py);
        for (number, name) in IO_PRIORITIES.iter().enumerate() {
            members.set_item(name, number)?;
        }
        int_enum(py, "IOPriority", members)
    })?;
    Ok(class.bind(py))
}

/// A number that has a name, with it.
fn member<'py>(
    py: Python<'py>,
    class: &Bound<'py, PyAny>,
    value: &Value,
) -> PyResult<Bound<'py, PyAny>> {
    match value.as_int().map(|number| class.call1((number,))) {
        Some(Ok(member)) => Ok(member),
        _ => plain(py, value.clone()),
    }
}

pub(super) fn priority_class<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    member(py, priority_classes(py)?, value)
}

pub(super) fn ionice<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    member(py, io_priorities(py)?, value)
}

/// A variable: its name, in capitals, and its value.
pub(super) fn variable<'py>(py: Python<'py>, text: &OsStr) -> PyResult<Option<[Object<'py>; 2]>> {
    let units: Vec<u16> = text.encode_wide().collect();
    match units.iter().position(|&unit| unit == u16::from(b'=')) {
        None | Some(0) => Ok(None),
        Some(at) => {
            let name = wide::text(py, &units[..at])?.call_method0(intern!(py, "upper"))?;
            Ok(Some([name, wide::text(py, &units[at + 1..])?]))
        }
    }
}
