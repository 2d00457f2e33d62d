//! Configuration values.

use std::os::unix::ffi::OsStrExt as _;

use ostler_capi::text::decoded;
use ostler_sys::system;
use pyo3::prelude::*;

use crate::call::brief;
use crate::convert::{CONFSTR, PATHCONF, SYSCONF};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; confstr, sysconf);
    let py = module.py();
    module.add("confstr_names", CONFSTR.dict(py)?)?;
    module.add("pathconf_names", PATHCONF.dict(py)?)?;
    module.add("sysconf_names", SYSCONF.dict(py)?)
}

/// A configuration value that is text; None where it is not defined.
#[pyfunction]
#[pyo3(signature = (name, /))]
fn confstr<'py>(py: Python<'py>, name: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let name = CONFSTR.number(name)?;
    let text = brief(py, || system::confstr(name)).or_raise(py)?;
    text.map(|text| decoded(py, text.as_bytes())).transpose()
}

/// A configuration value that is a number; -1 where it is not defined.
#[pyfunction]
#[pyo3(signature = (name, /))]
fn sysconf(py: Python<'_>, name: &Bound<'_, PyAny>) -> PyResult<i64> {
    let name = SYSCONF.number(name)?;
    let value = brief(py, || system::sysconf(name)).or_raise(py)?;
    Ok(value.unwrap_or(-1))
}
