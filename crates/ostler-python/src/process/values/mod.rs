//! What the fields of processes say, as Python has it.

#[cfg(unix)]
mod linux;
#[cfg(windows)]
mod windows;

use std::ffi::OsStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ostler::process::{Field, Value};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

use super::tuples::{self, Kind};
use crate::convert::named;

#[cfg(unix)]
use linux as platform;
#[cfg(windows)]
use windows as platform;

#[cfg(unix)]
pub(super) use linux::{CLASSES, io_priority};
#[cfg(windows)]
pub(super) use windows::{IO_PRIORITIES, PRIORITY_CLASSES, io_priorities, priority_classes};

/// What a field says.
pub(super) fn object(py: Python<'_>, field: Field, value: Value) -> PyResult<Bound<'_, PyAny>> {
    match field {
        #[cfg(unix)]
        Field::Uids => parts(py, &tuples::PUIDS, value),
        #[cfg(unix)]
        Field::Gids => parts(py, &tuples::PGIDS, value),
        Field::CpuTimes => parts(py, &tuples::PCPUTIMES, value),
        Field::MemoryInfo => parts(py, &tuples::PMEM, value),
        Field::MemoryFullInfo => parts(py, &tuples::PFULLMEM, value),
        Field::IoCounters => parts(py, &tuples::PIO, value),
        Field::NumCtxSwitches => parts(py, &tuples::PCTXSW, value),
        Field::Threads => list_of(py, &tuples::PTHREAD, value),
        #[cfg(windows)]
        Field::OpenFiles => platform::open_files(py, value),
        #[cfg(unix)]
        Field::OpenFiles => list_of(py, &tuples::POPENFILE, value),
        #[cfg(windows)]
        Field::Nice => platform::priority_class(py, &value),
        Field::Ionice => platform::ionice(py, &value),
        Field::Environ => environ(py, value),
        Field::Status => match value {
            Value::Text(text) => status(py, &text),
            other => plain(py, other),
        },
        Field::Terminal => match value {
            // The device's path, as psutil has it.
            Value::Text(name) => {
                let mut path = std::ffi::OsString::from("/dev/");
                path.push(name);
                plain(py, Value::Text(path))
            }
            other => plain(py, other),
        },
        Field::Exe | Field::Cwd if value.is_none() => Ok(PyString::new(py, "").into_any()),
        _ => plain(py, value),
    }
}

/// A value as it is.
pub(super) fn plain(py: Python<'_>, value: Value) -> PyResult<Bound<'_, PyAny>> {
    Ok(match value {
        Value::Bool(yes) => yes.into_pyobject(py)?.to_owned().into_any(),
        Value::Int(number) => PyInt::new(py, number).into_any(),
        Value::Size(bytes) => PyInt::new(py, bytes).into_any(),
        Value::Percent(share) => PyFloat::new(py, share).into_any(),
        Value::Duration(time) => PyFloat::new(py, seconds(time)).into_any(),
        Value::Time(time) => PyFloat::new(py, since_epoch(time)).into_any(),
        Value::Text(text) => named(py, &text, false)?,
        Value::List(values) => {
            let list = PyList::empty(py);
            for value in values {
                list.append(plain(py, value)?)?;
            }
            list.into_any()
        }
        Value::Map(parts) => {
            let dict = PyDict::new(py);
            for (name, value) in parts {
                dict.set_item(name, plain(py, value)?)?;
            }
            dict.into_any()
        }
        _ => py.None().into_bound(py),
    })
}

/// Seconds, as close as a float comes to them.
pub(super) fn seconds(time: Duration) -> f64 {
    const EXACT: u128 = 1 << 53;
    match time.as_nanos() {
        nanos @ ..EXACT => nanos as f64 / 1e9,
        _ => time.as_secs_f64(),
    }
}

/// Seconds since the epoch.
pub(super) fn since_epoch(time: SystemTime) -> f64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => since.as_secs_f64(),
        Err(before) => -before.duration().as_secs_f64(),
    }
}

/// A composed value as a named tuple, of the parts that this has.
fn parts<'py>(py: Python<'py>, kind: &Kind, value: Value) -> PyResult<Bound<'py, PyAny>> {
    let Value::Map(mut parts) = value else { return plain(py, value) };
    let mut values = Vec::with_capacity(kind.fields.len());
    for field in kind.fields {
        let part = parts.iter_mut().find(|(name, _)| name == field);
        let value = part.map_or(Value::None, |(_, value)| std::mem::replace(value, Value::None));
        values.push(plain(py, value)?);
    }
    kind.of(py, PyTuple::new(py, values)?)
}

fn list_of<'py>(py: Python<'py>, kind: &Kind, value: Value) -> PyResult<Bound<'py, PyAny>> {
    let Value::List(values) = value else { return plain(py, value) };
    let list = PyList::empty(py);
    for value in values {
        list.append(parts(py, kind, value)?)?;
    }
    Ok(list.into_any())
}

/// There are a dozen of them for any number of processes.
fn status<'py>(py: Python<'py>, text: &OsStr) -> PyResult<Bound<'py, PyAny>> {
    match text.to_str() {
        Some(text) => Ok(PyString::intern(py, text).into_any()),
        None => named(py, text, false),
    }
}

/// An enumeration of numbers.
pub(super) fn int_enum(
    py: Python<'_>,
    name: &str,
    members: Bound<'_, PyDict>,
) -> PyResult<Py<PyAny>> {
    let options = PyDict::new(py);
    options.set_item("module", "ostler.process")?;
    Ok(py.import("enum")?.getattr("IntEnum")?.call((name, members), Some(&options))?.unbind())
}

/// The variables, by name.
fn environ(py: Python<'_>, value: Value) -> PyResult<Bound<'_, PyAny>> {
    let dict = PyDict::new(py);
    let Value::List(variables) = value else { return Ok(dict.into_any()) };
    for variable in &variables {
        if let Some(text) = variable.as_text()
            && let Some([name, value]) = platform::variable(py, text)?
        {
            dict.set_item(name, value)?;
        }
    }
    Ok(dict.into_any())
}

/// To one decimal place, the way Python rounds.
pub(super) fn rounded(number: f64) -> f64 {
    format!("{number:.1}").parse().unwrap_or(number)
}
