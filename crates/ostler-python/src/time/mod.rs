//! `time`: clocks, sleeping, the calendar, dates as text and back.

mod calendar;
mod clocks;
mod fields;
mod form;
#[cfg(unix)]
mod numbered;
mod parse;
mod seconds;
mod sleep;
mod warned;
mod zone;

pub(crate) use sleep::pause;

use ostler::ErrorKind;
use pyo3::exceptions::{PyOverflowError, PyValueError};
use pyo3::prelude::*;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    calendar::add(module)?;
    clocks::add(module)?;
    fields::add(module)?;
    form::add(module)?;
    #[cfg(unix)]
    numbered::add(module)?;
    parse::add(module)?;
    sleep::add(module)?;
    zone::add(module)
}

/// The exception of an error of the library's: what the system said is an `OSError`.
#[cold]
fn exception(py: Python<'_>, error: &ostler::Error) -> PyErr {
    match (error.errno(), error.kind()) {
        (Some(errno), _) => crate::error::os_error(py, errno, None, None),
        (None, ErrorKind::Overflow) => PyOverflowError::new_err(error.to_string()),
        (None, _) => PyValueError::new_err(error.to_string()),
    }
}
