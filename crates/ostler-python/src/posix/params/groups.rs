//! Supplementary groups.

use std::ffi::CString;

use ostler_capi::number;
use ostler_capi::special::type_name;
use ostler_capi::text::Encoded;
use ostler_sys::params;
use ostler_sys::system::NGROUPS_MAX;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyString};

use crate::call::{blocking, brief};
use crate::convert::{Convert as _, Gid, Given, shown};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; getgroups, setgroups, initgroups, getgrouplist);
    module.add("NGROUPS_MAX", NGROUPS_MAX)
}

fn list(groups: Vec<u32>) -> Vec<i64> {
    groups.into_iter().map(shown).collect()
}

/// The supplementary groups of the process.
#[pyfunction]
fn getgroups(py: Python<'_>) -> PyResult<Vec<i64>> {
    brief(py, params::getgroups).or_raise(py).map(list)
}

/// Set the supplementary groups of the process.
#[pyfunction]
#[pyo3(signature = (groups, /))]
fn setgroups(py: Python<'_>, groups: &Bound<'_, PyAny>) -> PyResult<()> {
    if !number::is_sequence(groups) {
        return Err(PyTypeError::new_err("setgroups argument must be a sequence"));
    }
    let count = groups.len()?;
    if count > NGROUPS_MAX as usize {
        return Err(PyValueError::new_err("too many groups"));
    }
    let mut ids = Vec::with_capacity(count);
    for at in 0..count {
        let group = number::item(groups, at)?;
        if !group.is_instance_of::<PyInt>() {
            return Err(PyTypeError::new_err("groups must be integers"));
        }
        ids.push(Gid::convert(&group)?.0);
    }
    brief(py, || params::setgroups(&ids)).or_raise(py)
}

/// Set the supplementary groups to all groups of a user, and one more.
#[pyfunction]
#[pyo3(signature = (username, gid, /))]
fn initgroups(py: Python<'_>, username: &Bound<'_, PyAny>, gid: Given<Gid>) -> PyResult<()> {
    let username = Encoded::of_path(username)?;
    let Gid(gid) = gid.get()?;
    let name = username.c_str().unwrap_or_default();
    blocking(py, || params::initgroups(name, gid)).or_raise(py)
}

/// The groups that a user belongs to, with one more.
#[pyfunction]
#[pyo3(signature = (user, group, /))]
fn getgrouplist(py: Python<'_>, user: &Bound<'_, PyAny>, group: Given<Gid>) -> PyResult<Vec<i64>> {
    let Ok(text) = user.cast::<PyString>() else {
        let given = if user.is_none() { "None".to_owned() } else { type_name(user) };
        let text = format!("getgrouplist() argument 1 must be str, not {given}");
        return Err(PyTypeError::new_err(text));
    };
    let name = CString::new(text.to_str()?)
        .map_err(|_| PyValueError::new_err("embedded null character"))?;
    let Gid(group) = group.get()?;
    blocking(py, || params::getgrouplist(&name, group)).or_raise(py).map(list)
}
