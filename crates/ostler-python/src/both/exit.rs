//! Ending this process.

use ostler_sys::processes;
use pyo3::prelude::*;

use crate::convert::Int;
use crate::functions;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; abort, _exit);
    Ok(())
}

/// End the process with SIGABRT, whatever handles that signal.
#[pyfunction]
fn abort() {
    processes::abort()
}

/// End the process at once: nothing is flushed, nothing cleaned up.
#[pyfunction]
fn _exit(status: Int) -> PyResult<()> {
    processes::exit_now(status.get()?)
}
