//! Scheduling priorities.

use ostler::os::PriorityWhich;
use ostler_sys::params;
use pyo3::prelude::*;

use crate::call::brief;
use crate::convert::Int;
use crate::error::OrRaise as _;
use crate::{constants, functions};

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; getpriority, setpriority);
    constants!(module; PriorityWhich::raw => ostler::os::{PRIO_PROCESS, PRIO_PGRP, PRIO_USER});
    Ok(())
}

/// The niceness of a process, a group of processes or a user's processes.
#[pyfunction]
fn getpriority(py: Python<'_>, which: Int, who: Int) -> PyResult<i32> {
    let (which, who) = (which.get()?, who.get()?);
    brief(py, || params::getpriority(which, who as u32)).or_raise(py)
}

/// Set the niceness of a process, a group of processes or a user's processes.
#[pyfunction]
fn setpriority(py: Python<'_>, which: Int, who: Int, priority: Int) -> PyResult<()> {
    let (which, who, priority) = (which.get()?, who.get()?, priority.get()?);
    brief(py, || params::setpriority(which, who as u32, priority)).or_raise(py)
}
