//! The shell.

use ostler::audit::events;
use ostler_sys::processes;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::convert::Takes;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; system);
    Ok(())
}

/// Have the shell run a command, and return its exit code.
#[pyfunction]
fn system(py: Python<'_>, command: &Bound<'_, PyAny>) -> PyResult<i32> {
    let command = Takes::path("system").named("command").from(command)?;
    audit(py, events::System { command: command.object() })?;
    let line = command.w_str();
    // Not a second time, whatever happens: the command may have run. Where the shell could not, the code is -1.
    Ok(py.detach(|| processes::system(line)).unwrap_or(-1))
}
