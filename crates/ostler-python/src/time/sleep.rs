//! Waiting.

use ostler::audit::events;
use ostler::time::Rounding;
#[cfg(windows)]
use ostler::time::monotonic_ns;
#[cfg(windows)]
use ostler_capi::interrupt;
#[cfg(windows)]
use ostler_sys::time;
#[cfg(windows)]
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use super::seconds::nanoseconds;
use crate::audit::audit;
#[cfg(windows)]
use crate::call::blocking;
#[cfg(windows)]
use crate::error::OrRaise as _;
use crate::functions;
#[cfg(unix)]
use crate::host::PyHost;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; sleep);
    Ok(())
}

/// Stop this thread for some seconds, which may be a fraction.
#[pyfunction]
#[pyo3(signature = (object, /))]
fn sleep(py: Python<'_>, object: &Bound<'_, PyAny>) -> PyResult<()> {
    audit(py, events::Sleep { seconds: object })?;
    let ns = nanoseconds(object, Rounding::Up)?;
    pause(py, ns)
}

/// Waits for some nanoseconds; signal handlers of the program's run meanwhile.
#[cfg(unix)]
pub(crate) fn pause(py: Python<'_>, ns: i64) -> PyResult<()> {
    let mut host = PyHost::default();
    let done = py.detach(|| ostler::time::pause(&mut host, ns));
    done.map_err(|error| host.exception(py, &error))
}

/// Waits for some nanoseconds, or until Ctrl-C, whose handler runs meanwhile.
#[cfg(windows)]
pub(crate) fn pause(py: Python<'_>, ns: i64) -> PyResult<()> {
    if ns < 0 {
        return Err(PyValueError::new_err("sleep length must be non-negative"));
    }
    let deadline = monotonic_ns().saturating_add(ns);
    let event = interrupt::event(py);
    let wait = || {
        event.map_or(Ok(()), time::reset)?;
        time::wait_until(deadline, event)
    };
    blocking(py, wait).or_raise(py)
}
