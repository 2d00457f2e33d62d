//! Ids of users, groups and processes.

use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;

use super::Convert;
use crate::ffi::number;

/// The id of a user; -1 stands for `u32::MAX`, which leaves an id as it is.
#[derive(Clone, Copy)]
pub(crate) struct Uid(pub(crate) u32);

/// The id of a group, likewise.
#[derive(Clone, Copy)]
pub(crate) struct Gid(pub(crate) u32);

/// The id of a process, group of processes or session.
#[derive(Clone, Copy)]
pub(crate) struct Pid(pub(crate) i32);

impl Convert for Pid {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        number::parsed_int(object).map(Self)
    }
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

fn id(object: &Bound<'_, PyAny>, what: &str) -> PyResult<u32> {
    if !number::is_index(object) {
        let name = object.get_type().name()?;
        return Err(PyTypeError::new_err(format!("{what} should be integer, not {name}")));
    }
    let index = number::index(object)?;
    let (minimum, maximum) = ("less than minimum", "greater than maximum");
    let edge = match number::long_long(&index) {
        Ok(-1) => return Ok(u32::MAX),
        Ok(value) => match u32::try_from(value) {
            Ok(id) => return Ok(id),
            Err(_) if value < 0 => minimum,
            Err(_) => maximum,
        },
        Err(_) if index.lt(0)? => minimum,
        Err(_) => maximum,
    };
    Err(PyOverflowError::new_err(format!("{what} is {edge}")))
}
