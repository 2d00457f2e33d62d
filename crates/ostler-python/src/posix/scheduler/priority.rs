//! The priorities that policies have, and giving way.

use ostler_sys::scheduler;
use pyo3::prelude::*;

use crate::call::{blocking, brief};
use crate::convert::Int;
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; sched_get_priority_min, sched_get_priority_max, sched_yield);
    Ok(())
}

/// The lowest priority that a policy has.
#[pyfunction]
fn sched_get_priority_min(py: Python<'_>, policy: Int) -> PyResult<i32> {
    let policy = policy.get()?;
    brief(py, || scheduler::sched_get_priority_min(policy)).or_raise(py)
}

/// The highest priority that a policy has.
#[pyfunction]
fn sched_get_priority_max(py: Python<'_>, policy: Int) -> PyResult<i32> {
    let policy = policy.get()?;
    brief(py, || scheduler::sched_get_priority_max(policy)).or_raise(py)
}

/// Let others run first.
#[pyfunction]
fn sched_yield(py: Python<'_>) -> PyResult<()> {
    blocking(py, scheduler::sched_yield).or_raise(py)
}
