//! Holding a process by a descriptor.

use std::os::fd::IntoRawFd as _;

use ostler_sys::{c, linux};
use pyo3::prelude::*;

use crate::call::brief;
use crate::convert::{Given, Pid, UInt};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; pidfd_open);
    module.add("PIDFD_NONBLOCK", c::O_NONBLOCK)
}

/// A descriptor for a process, which goes on meaning that process when its id is another's.
#[pyfunction]
#[pyo3(signature = (pid, flags=Given::or(0)), text_signature = "(pid, flags=0)")]
fn pidfd_open(py: Python<'_>, pid: Given<Pid>, flags: UInt) -> PyResult<i32> {
    let (Pid(pid), flags) = (pid.get()?, flags.get()?);
    let process = brief(py, || linux::pidfd::pidfd_open(pid, flags)).or_raise(py)?;
    Ok(process.into_raw_fd())
}
