//! Waiting for children.

use ostler_sys::processes;
use pyo3::prelude::*;

use super::usage::struct_rusage;
use crate::call::blocking;
use crate::convert::{Given, Pid};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; wait, waitpid, wait3, wait4);
    Ok(())
}

/// Wait for a child to end: its id and wait status.
#[pyfunction]
fn wait(py: Python<'_>) -> PyResult<(i32, i32)> {
    blocking(py, || processes::waitpid(-1, 0)).or_raise(py)
}

/// Wait for a child: its id and wait status.
///
/// The options are numbers from W...; with WNOHANG and nothing to tell, both numbers are 0.
#[pyfunction]
#[pyo3(signature = (pid, options, /))]
fn waitpid(py: Python<'_>, pid: Given<Pid>, options: Given<Pid>) -> PyResult<(i32, i32)> {
    let (Pid(pid), Pid(options)) = (pid.get()?, options.get()?);
    blocking(py, || processes::waitpid(pid, options)).or_raise(py)
}

fn with_usage(py: Python<'_>, pid: i32, options: i32) -> PyResult<(i32, i32, Bound<'_, PyAny>)> {
    let (pid, status, usage) = blocking(py, || processes::wait4(pid, options)).or_raise(py)?;
    Ok((pid, status, struct_rusage(py, &usage)?))
}

/// Wait for any child: its id, wait status, and what it used.
#[pyfunction]
fn wait3(py: Python<'_>, options: crate::convert::Int) -> PyResult<(i32, i32, Bound<'_, PyAny>)> {
    with_usage(py, -1, options.get()?)
}

/// Wait for a child: its id, wait status, and what it used.
#[pyfunction]
fn wait4(
    py: Python<'_>,
    pid: Given<Pid>,
    options: Given<Pid>,
) -> PyResult<(i32, i32, Bound<'_, PyAny>)> {
    let (Pid(pid), Pid(options)) = (pid.get()?, options.get()?);
    with_usage(py, pid, options)
}
