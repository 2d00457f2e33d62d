//! What wait statuses say.

// The names are the reference's.
#![allow(non_snake_case)]

use ostler_sys::c;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::convert::Int;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(
        module; WCOREDUMP, WIFCONTINUED, WIFSTOPPED, WIFSIGNALED, WIFEXITED, WEXITSTATUS, WTERMSIG, WSTOPSIG,
        waitstatus_to_exitcode,
    );
    Ok(())
}

/// The functions that ask one thing of a status; all but the oldest take it by its name, too.
macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident -> $answer:ty $(, $signature:tt)?;)*) => {
        $(
            $(#[$doc])*
            #[pyfunction]
            $(#[pyo3(signature = $signature)])?
            fn $name(status: Int) -> PyResult<$answer> {
                Ok(c::$name(status.get()?))
            }
        )*
    };
}

questions! {
    /// Whether the process left its memory in a file.
    WCOREDUMP -> bool, (status, /);
    /// Whether the process goes on after a stop.
    WIFCONTINUED -> bool;
    /// Whether a signal stopped the process.
    WIFSTOPPED -> bool;
    /// Whether a signal ended the process.
    WIFSIGNALED -> bool;
    /// Whether the process ended by itself.
    WIFEXITED -> bool;
    /// What the process ended with.
    WEXITSTATUS -> i32;
    /// The signal that ended the process.
    WTERMSIG -> i32;
    /// The signal that stopped the process.
    WSTOPSIG -> i32;
}

/// The exit code of a wait status: what the process ended with, or the negated number of the signal that ended it.
#[pyfunction]
fn waitstatus_to_exitcode(status: Int) -> PyResult<i32> {
    let status = status.get()?;
    if c::WIFEXITED(status) {
        Ok(c::WEXITSTATUS(status))
    } else if c::WIFSIGNALED(status) {
        Ok(-c::WTERMSIG(status))
    } else if c::WIFSTOPPED(status) {
        let signal = c::WSTOPSIG(status);
        Err(PyValueError::new_err(format!("process stopped by delivery of signal {signal}")))
    } else {
        Err(PyValueError::new_err(format!("invalid wait status: {status}")))
    }
}
