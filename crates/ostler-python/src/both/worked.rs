//! How long this process and its children have worked.

use ostler_sys::processes;
use pyo3::prelude::*;

use super::results::TIMES_RESULT;
use crate::call::brief;
use crate::error::OrRaise as _;
use crate::functions;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; times);
    Ok(())
}

/// How long this process and the children it has waited for have worked, in seconds.
#[pyfunction]
fn times(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    let times = brief(py, processes::times).or_raise(py)?;
    let mut result = TIMES_RESULT.start(py)?;
    let ticks =
        [times.user, times.system, times.children_user, times.children_system, times.elapsed];
    for ticks in ticks {
        result.push(ticks as f64 / times.ticks_per_second as f64)?;
    }
    result.finish()
}
