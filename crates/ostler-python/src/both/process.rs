//! What this process is: its number, its parent's, its user, what its new files do not permit.

use ostler_capi::number::of_i64;
use ostler_capi::quick::Answer;
use ostler_sys::params;
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{Int, named};
use crate::error::OrRaise as _;
use crate::functions;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    ostler_capi::quick!(module; getpid => quick_getpid);
    functions!(module; getppid, getlogin, umask);
    Ok(())
}

/// The id of the process.
#[pyfunction]
fn getpid() -> i32 {
    params::getpid()
}

fn quick_getpid<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    if !args.is_empty() {
        return None;
    }
    of_i64(py, i64::from(params::getpid())).map(Ok)
}

/// The id of the parent.
#[pyfunction]
fn getppid() -> i32 {
    params::getppid()
}

/// The name of the user who is logged in.
#[pyfunction]
fn getlogin(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    let name = blocking(py, params::getlogin).or_raise(py)?;
    named(py, &name, false)
}

/// Set the permissions that new files are not to have, and return those of before.
#[pyfunction]
#[pyo3(signature = (mask, /))]
fn umask(mask: Int) -> PyResult<u32> {
    Ok(params::umask(mask.get()? as u32))
}
