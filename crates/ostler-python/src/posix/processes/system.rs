//! The shell.

use ostler::audit::events;
use ostler_capi::text::Encoded;
use ostler_sys::processes;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; system);
    Ok(())
}

/// Have the shell run a command, and return its wait status.
#[pyfunction]
fn system(py: Python<'_>, command: &Bound<'_, PyAny>) -> PyResult<i32> {
    let command = Encoded::of_path(command)?;
    audit(py, events::System { command: command.owner() })?;
    let line = command.c_str().unwrap_or(c"");
    // Not a second time, whatever happens: the command may have run. Where the shell could not, the status is -1.
    Ok(py.detach(|| processes::system(line)).unwrap_or(-1))
}
