//! Policy and priority of a process.

use ostler_sys::{c, scheduler};
use pyo3::prelude::*;

use super::param::{priority_of, sched_param};
use crate::call::brief;
use crate::convert::{Given, Pid};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(
        module; sched_setscheduler, sched_getscheduler, sched_setparam, sched_getparam,
        sched_rr_get_interval,
    );
    let policies = [
        ("SCHED_OTHER", c::SCHED_OTHER),
        ("SCHED_NORMAL", c::SCHED_NORMAL),
        ("SCHED_FIFO", c::SCHED_FIFO),
        ("SCHED_RR", c::SCHED_RR),
        ("SCHED_BATCH", c::SCHED_BATCH),
        ("SCHED_IDLE", c::SCHED_IDLE),
        ("SCHED_DEADLINE", c::SCHED_DEADLINE),
        ("SCHED_RESET_ON_FORK", c::SCHED_RESET_ON_FORK),
    ];
    policies.into_iter().try_for_each(|(name, policy)| module.add(name, policy))
}

/// Set the policy of a process, 0 for the calling one, and its parameters.
#[pyfunction]
#[pyo3(signature = (pid, policy, param, /))]
fn sched_setscheduler(
    py: Python<'_>,
    pid: Given<Pid>,
    policy: Given<Pid>,
    param: &Bound<'_, PyAny>,
) -> PyResult<()> {
    let (Pid(pid), Pid(policy)) = (pid.get()?, policy.get()?);
    let priority = priority_of(param)?;
    brief(py, || scheduler::sched_setscheduler(pid, policy, priority)).or_raise(py)
}

/// The policy of a process, 0 for the calling one.
#[pyfunction]
#[pyo3(signature = (pid, /))]
fn sched_getscheduler(py: Python<'_>, pid: Given<Pid>) -> PyResult<i32> {
    let Pid(pid) = pid.get()?;
    brief(py, || scheduler::sched_getscheduler(pid)).or_raise(py)
}

/// Set the parameters of a process, 0 for the calling one.
#[pyfunction]
#[pyo3(signature = (pid, param, /))]
fn sched_setparam(py: Python<'_>, pid: Given<Pid>, param: &Bound<'_, PyAny>) -> PyResult<()> {
    let Pid(pid) = pid.get()?;
    let priority = priority_of(param)?;
    brief(py, || scheduler::sched_setparam(pid, priority)).or_raise(py)
}

/// The parameters of a process, 0 for the calling one.
#[pyfunction]
#[pyo3(signature = (pid, /))]
fn sched_getparam(py: Python<'_>, pid: Given<Pid>) -> PyResult<Bound<'_, PyAny>> {
    let Pid(pid) = pid.get()?;
    let priority = brief(py, || scheduler::sched_getparam(pid)).or_raise(py)?;
    sched_param(py, priority)
}

/// How long a process, 0 for the calling one, may run before another of its priority does: in seconds.
#[pyfunction]
#[pyo3(signature = (pid, /))]
fn sched_rr_get_interval(py: Python<'_>, pid: Given<Pid>) -> PyResult<f64> {
    let Pid(pid) = pid.get()?;
    let (seconds, nanoseconds) =
        brief(py, || scheduler::sched_rr_get_interval(pid)).or_raise(py)?;
    Ok(seconds as f64 + 1e-9 * nanoseconds as f64)
}
