//! Calls of the system: without the interpreter's lock, and again when a signal interrupted them (PEP 475).

use ostler::host::Code;
use ostler_capi::lock::unlocked;
use pyo3::prelude::*;

use crate::error::Failure;

/// Makes a call that may take its time: other threads run meanwhile. Interrupted by a signal, it is made again once the
/// program's handlers have run, unless one of them raises. The call must not ask for the interpreter.
#[inline]
pub(crate) fn blocking<T: Send, E: Code + Into<Failure> + Send>(
    py: Python<'_>,
    mut call: impl FnMut() -> Result<T, E> + Send,
) -> Result<T, Failure> {
    loop {
        match unlocked(py, &mut call) {
            Err(error) if error.is_interruption() => py.check_signals()?,
            other => return other.map_err(Into::into),
        }
    }
}

/// The same, and not again: a call that was interrupted says so, once the program's handlers have run.
#[inline]
pub(crate) fn once<T: Send, E: Code + Into<Failure> + Send>(
    py: Python<'_>,
    call: impl FnOnce() -> Result<T, E> + Send,
) -> Result<T, Failure> {
    let result = unlocked(py, call);
    if matches!(&result, Err(error) if error.is_interruption()) {
        py.check_signals()?;
    }
    result.map_err(Into::into)
}

/// The same as [`blocking`] without giving up the lock: for calls that do not wait.
#[inline]
pub(crate) fn brief<T, E: Code + Into<Failure> + Send>(
    py: Python<'_>,
    mut call: impl FnMut() -> Result<T, E>,
) -> Result<T, Failure> {
    loop {
        match call() {
            Err(error) if error.is_interruption() => py.check_signals()?,
            other => return other.map_err(Into::into),
        }
    }
}
