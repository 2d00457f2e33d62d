//! Ending this process, and who it is.

use ostler::raw::{params, processes};
use pyo3::prelude::*;

use crate::convert::Int;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; abort, _exit, getpid, getppid);
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

/// The id of this process.
#[pyfunction]
fn getpid() -> i32 {
    params::getpid()
}

/// The id of the process's parent, or of who has adopted it.
#[pyfunction]
fn getppid() -> i32 {
    params::getppid()
}
