//! Processors.

use ostler::os;
use pyo3::prelude::*;

use crate::functions;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; cpu_count, process_cpu_count);
    Ok(())
}

/// The number that the interpreter was told to give: `-X cpu_count`, which there is since 3.13.
fn told(py: Python<'_>) -> PyResult<Option<usize>> {
    let Some(config) = py.import("sys")?.getattr_opt("_get_cpu_count_config")? else {
        return Ok(None);
    };
    let count: i64 = config.call0()?.extract()?;
    Ok(usize::try_from(count).ok().filter(|count| *count > 0))
}

/// How many processors the system has; None if that cannot be told.
#[pyfunction]
fn cpu_count(py: Python<'_>) -> PyResult<Option<usize>> {
    Ok(told(py)?.or_else(os::cpu_count))
}

/// How many processors the calling thread can use; None if that cannot be told.
#[pyfunction]
fn process_cpu_count(py: Python<'_>) -> PyResult<Option<usize>> {
    Ok(told(py)?.or_else(os::process_cpu_count))
}
