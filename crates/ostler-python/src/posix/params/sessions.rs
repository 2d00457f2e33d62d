//! Processes, process groups, sessions.

use ostler_sys::params;
use pyo3::prelude::*;

use crate::call::brief;
use crate::convert::{Given, Pid};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(
        module;
        getpgid, getpgrp, getsid, setpgid, setpgrp, setsid,
    );
    Ok(())
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
