//! The load of the processors.

use ostler_sys::system;
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;

use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::both::cpu::add(module)?;
    functions!(module; getloadavg);
    Ok(())
}

/// How many processes were running or waiting to run, on average of the last 1, 5 and 15 minutes.
#[pyfunction]
fn getloadavg() -> PyResult<(f64, f64, f64)> {
    match system::getloadavg() {
        Ok([one, five, fifteen]) => Ok((one, five, fifteen)),
        Err(_) => Err(PyOSError::new_err("Load averages are unobtainable")),
    }
}
