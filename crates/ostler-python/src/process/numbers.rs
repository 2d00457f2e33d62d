//! The numbers of processes.

use ostler::process;
use ostler_capi::number;
use pyo3::prelude::*;

use super::errors::plain;

/// The numbers of all processes, in order.
#[pyfunction]
pub(super) fn pids(py: Python<'_>) -> PyResult<Vec<i32>> {
    py.detach(process::pids).map_err(|error| plain(py, &error))
}

/// Whether there is a process of this number, a zombie included.
#[pyfunction]
pub(super) fn pid_exists(pid: Bound<'_, PyAny>) -> PyResult<bool> {
    let py = pid.py();
    match number::index(&pid)?.extract() {
        Ok(pid) => py.detach(|| process::exists(pid)).map_err(|error| plain(py, &error)),
        Err(_) => Ok(false),
    }
}
