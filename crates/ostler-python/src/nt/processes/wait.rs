//! Waiting for processes, and how they ended.

use ostler_capi::number;
use ostler_sys::processes;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::call::once;
use crate::convert::{Given, Handle, Int};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; waitpid, waitstatus_to_exitcode);
    Ok(())
}

/// Wait for a process by its handle, which is closed then: the handle, and the exit code shifted left by 8 bits. The options
/// mean nothing.
#[pyfunction]
#[pyo3(signature = (pid, options, /))]
fn waitpid(py: Python<'_>, pid: Given<Handle>, options: Int) -> PyResult<(isize, u64)> {
    let Handle(handle) = pid.get()?;
    options.get()?;
    // SAFETY: a Python program uses the numbers of handles as it likes, and answers for it.
    #[allow(unsafe_code)]
    let code = once(py, || unsafe { processes::waitpid(handle) }).or_raise(py)?;
    Ok((handle, u64::from(code) << 8))
}

/// The exit code of a wait status.
#[pyfunction]
fn waitstatus_to_exitcode(status: &Bound<'_, PyAny>) -> PyResult<u32> {
    let code = number::unsigned_long_long(status)? >> 8;
    u32::try_from(code).map_err(|_| PyValueError::new_err(format!("invalid exit code: {code}")))
}
