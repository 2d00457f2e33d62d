//! Waiting.

use ostler::time::{Rounding, pause};
use pyo3::prelude::*;

use super::seconds::nanoseconds;
use crate::audit::audit;
use crate::functions;
use crate::host::PyHost;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; sleep);
    Ok(())
}

/// Stop this thread for some seconds, which may be a fraction.
#[pyfunction]
#[pyo3(signature = (object, /))]
fn sleep(py: Python<'_>, object: &Bound<'_, PyAny>) -> PyResult<()> {
    audit(py, c"time.sleep", (object,))?;
    let ns = nanoseconds(object, Rounding::Up)?;
    let mut host = PyHost::default();
    let done = py.detach(|| pause(&mut host, ns));
    done.map_err(|error| host.exception(py, &error))
}
