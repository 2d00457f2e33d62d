//! Record locks.

use ostler::audit::events;
use ostler_sys::descriptors;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::once;
use crate::convert::{Int, Off, borrowed};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; lockf);
    Ok(())
}

/// Lock, test or unlock a part of an open file, from its offset on.
#[pyfunction]
#[pyo3(signature = (fd, command, length, /))]
fn lockf(py: Python<'_>, fd: Int, command: Int, length: Off) -> PyResult<()> {
    let (number, command, length) = (fd.get()?, command.get()?, length.get()?);
    audit(py, events::Lockf { fd: number, cmd: command, len: length })?;
    // A signal ends the wait, as programs have it that wait for so long and no longer.
    once(py, || descriptors::lockf(borrowed(number), command, length)).or_raise(py)
}
