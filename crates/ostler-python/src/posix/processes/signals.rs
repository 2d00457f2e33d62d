//! Signalling processes, and how nice they are.

use ostler::audit::events;
use ostler_sys::processes;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::brief;
use crate::convert::{Given, Int, Pid, Size};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; kill, killpg, nice);
    Ok(())
}

/// Send a signal to a process.
#[pyfunction]
#[pyo3(signature = (pid, signal, /))]
fn kill(py: Python<'_>, pid: Given<Pid>, signal: Given<Size>) -> PyResult<()> {
    let (Pid(pid), Size(signal)) = (pid.get()?, signal.get()?);
    audit(py, events::Kill { pid, sig: signal as i64 })?;
    brief(py, || processes::kill(pid, signal as i32)).or_raise(py)?;
    // It may have been this process: then its handler runs before the next line.
    py.check_signals()
}

/// Send a signal to a group of processes.
#[pyfunction]
#[pyo3(signature = (pgid, signal, /))]
fn killpg(py: Python<'_>, pgid: Given<Pid>, signal: Given<Pid>) -> PyResult<()> {
    let (Pid(pgid), Pid(signal)) = (pgid.get()?, signal.get()?);
    audit(py, events::Killpg { pgid, sig: signal })?;
    brief(py, || processes::killpg(pgid, signal)).or_raise(py)?;
    py.check_signals()
}

/// Make the process nicer to others by that much, and return how nice it is now.
#[pyfunction]
#[pyo3(signature = (increment, /))]
fn nice(py: Python<'_>, increment: Int) -> PyResult<i32> {
    let increment = increment.get()?;
    brief(py, || processes::nice(increment)).or_raise(py)
}
