//! Ids of users and groups, and of processes.

use ostler_capi::number;
use ostler_capi::version;
use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;

use super::Convert;

/// The id of a user; -1 stands for `u32::MAX`, which leaves an id as it is.
#[derive(Clone, Copy)]
pub(crate) struct Uid(pub(crate) u32);

/// The id of a group, likewise.
#[derive(Clone, Copy)]
pub(crate) struct Gid(pub(crate) u32);

/// The id of a process or of a group of processes.
#[derive(Clone, Copy)]
pub(crate) struct Pid(pub(crate) i32);

/// An id of a user or group as Python sees it.
pub(crate) fn shown(id: u32) -> i64 {
    if id == u32::MAX { -1 } else { id.into() }
}

impl Convert for Uid {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        id(object, "uid").map(Self)
    }
}

impl Convert for Gid {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        id(object, "gid").map(Self)
    }
}

impl Convert for Pid {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let pid = if version::since(14) { number::int(object) } else { number::signed(object) };
        pid.map(Self)
    }
}

fn id(object: &Bound<'_, PyAny>, what: &str) -> PyResult<u32> {
    let Ok(index) = number::index(object) else {
        let name = object.get_type().name()?;
        return Err(PyTypeError::new_err(format!("{what} should be integer, not {name}")));
    };
    let (minimum, maximum) = ("less than minimum", "greater than maximum");
    let edge = match number::long_long(&index) {
        Ok(-1) => return Ok(u32::MAX),
        Ok(value) => match u32::try_from(value) {
            Ok(id) => return Ok(id),
            // Of a large one too: the reference says it so.
            Err(_) => minimum,
        },
        Err(_) if index.lt(0)? => minimum,
        Err(_) => maximum,
    };
    Err(PyOverflowError::new_err(format!("{what} is {edge}")))
}
