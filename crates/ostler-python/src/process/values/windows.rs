//! Priorities; variables of UTF-16.

use std::ffi::OsStr;
use std::os::windows::ffi::OsStrExt as _;

use ostler::process::{self, Value};
use ostler_capi::wide;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyInt, PyList};

use super::super::tuples;
use super::{int_enum, plain};

type Object<'py> = Bound<'py, PyAny>;

/// The priority classes.
pub(in super::super) const PRIORITY_CLASSES: [(&str, u32); 6] = [
    ("ABOVE_NORMAL_PRIORITY_CLASS", process::ABOVE_NORMAL_PRIORITY_CLASS),
    ("BELOW_NORMAL_PRIORITY_CLASS", process::BELOW_NORMAL_PRIORITY_CLASS),
    ("HIGH_PRIORITY_CLASS", process::HIGH_PRIORITY_CLASS),
    ("IDLE_PRIORITY_CLASS", process::IDLE_PRIORITY_CLASS),
    ("NORMAL_PRIORITY_CLASS", process::NORMAL_PRIORITY_CLASS),
    ("REALTIME_PRIORITY_CLASS", process::REALTIME_PRIORITY_CLASS),
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
    // The highest one, which is the kernel's, has no name.
    const WORDS: [&str; 4] = ["verylow", "low", "normal", "high"];
    let word = value.part("ioclass").and_then(Value::as_text);
    match WORDS.iter().position(|known| word == Some(OsStr::new(known))) {
        Some(number) => io_priorities(py)?.call1((number,)),
        None => Ok(PyInt::new(py, WORDS.len()).into_any()),
    }
}

/// Open files. A handle is no descriptor: psutil gives -1.
pub(super) fn open_files(py: Python<'_>, value: Value) -> PyResult<Object<'_>> {
    let list = PyList::empty(py);
    if let Value::List(files) = value {
        for file in &files {
            let path = file.part("path").cloned().unwrap_or(Value::None);
            let values = (plain(py, path)?, -1).into_pyobject(py)?;
            list.append(tuples::POPENFILE.of(py, values)?)?;
        }
    }
    Ok(list.into_any())
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
