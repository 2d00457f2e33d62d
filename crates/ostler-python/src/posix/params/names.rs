//! What the system, its user and its errors are called.

use ostler::errno::Errno;
use ostler_capi::text::{decoded, message};
use ostler_sys::params;
use pyo3::prelude::*;

use crate::both::results::UNAME_RESULT;
use crate::convert::Int;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; uname, strerror);
    Ok(())
}

/// Which system this is, and on what machine it runs.
#[pyfunction]
fn uname(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    let uname = params::uname();
    let mut result = UNAME_RESULT.start(py)?;
    for text in
        [uname.sysname(), uname.nodename(), uname.release(), uname.version(), uname.machine()]
    {
        result.push(decoded(py, text.to_bytes())?)?;
    }
    result.finish()
}

/// What the system says of an error number.
#[pyfunction]
#[pyo3(signature = (code, /))]
fn strerror(py: Python<'_>, code: Int) -> PyResult<Bound<'_, PyAny>> {
    message(py, &ostler_sys::message(Errno::from_raw(code.get()?)))
}
