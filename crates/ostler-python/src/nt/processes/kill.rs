//! Ending processes.

use ostler::audit::events;
use ostler_sys::processes;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::brief;
use crate::convert::{Given, Int, Size};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; kill);
    Ok(())
}

/// End a process with an exit code; or send CTRL_C_EVENT or CTRL_BREAK_EVENT to those that share its console.
#[pyfunction]
#[pyo3(signature = (pid, signal, /))]
fn kill(py: Python<'_>, pid: Int, signal: Given<Size>) -> PyResult<()> {
    let (pid, Size(signal)) = (pid.get()?.cast_unsigned(), signal.get()?);
    audit(py, events::Kill { pid, sig: signal as i64 })?;
    brief(py, || processes::kill(pid, signal as i32)).or_raise(py)?;
    // It may have been this process: then its handler runs before the next line.
    py.check_signals()
}
