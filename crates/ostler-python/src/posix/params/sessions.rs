//! Processes, process groups, sessions.

use ostler::raw::params;
use pyo3::prelude::*;

use crate::call::brief;
use crate::convert::{Given, Int, Pid};
use crate::error::OrRaise as _;
use crate::ffi::number::of_i64;
use crate::ffi::quick::{Answer, quick};
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    quick!(module; getpid => quick_getpid);
    functions!(
        module;
        getppid, getpgid, getpgrp, getsid, setpgid, setpgrp, setsid, umask,
    );
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

/// The process group of a process; 0 is the calling one.
#[pyfunction]
fn getpgid(py: Python<'_>, pid: Given<Pid>) -> PyResult<i32> {
    let Pid(pid) = pid.get()?;
    brief(py, || params::getpgid(pid)).or_raise(py)
}

/// The process group of the process.
#[pyfunction]
fn getpgrp() -> i32 {
    params::getpgrp()
}

/// The session of a process; 0 is the calling one.
#[pyfunction]
#[pyo3(signature = (pid, /))]
fn getsid(py: Python<'_>, pid: Given<Pid>) -> PyResult<i32> {
    let Pid(pid) = pid.get()?;
    brief(py, || params::getsid(pid)).or_raise(py)
}

/// Put a process into a process group.
#[pyfunction]
#[pyo3(signature = (pid, pgrp, /))]
fn setpgid(py: Python<'_>, pid: Given<Pid>, pgrp: Given<Pid>) -> PyResult<()> {
    let (Pid(pid), Pid(pgrp)) = (pid.get()?, pgrp.get()?);
    brief(py, || params::setpgid(pid, pgrp)).or_raise(py)
}

/// Make the process the leader of a process group.
#[pyfunction]
fn setpgrp(py: Python<'_>) -> PyResult<()> {
    brief(py, || params::setpgid(0, 0)).or_raise(py)
}

/// Make the process the leader of a session.
#[pyfunction]
fn setsid(py: Python<'_>) -> PyResult<()> {
    brief(py, params::setsid).or_raise(py).map(drop)
}

/// Set the permissions that new files are not to have, and return those of before.
#[pyfunction]
#[pyo3(signature = (mask, /))]
fn umask(mask: Int) -> PyResult<u32> {
    Ok(params::umask(mask.get()? as u32))
}
