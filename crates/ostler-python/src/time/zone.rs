//! The time zone, and what the module says of it.

use ostler::time as library;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;

#[cfg(unix)]
use super::exception;
use super::fields::zone_text;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    #[cfg(unix)]
    functions!(module; tzset);
    functions!(module; _keep);
    Ok(())
}

/// The names of the module that programs see.
static NAMES: PyOnceLock<Py<PyDict>> = PyOnceLock::new();

/// Says what those names are: the zone is put among them, now and whenever it changes.
#[pyfunction]
fn _keep(py: Python<'_>, names: Bound<'_, PyDict>) -> PyResult<()> {
    put(&names)?;
    // A second time there is none: a module is made anew in its old names.
    let _ = NAMES.set(py, names.unbind());
    Ok(())
}

/// Take notice of a changed time zone.
#[cfg(unix)]
#[pyfunction]
fn tzset(py: Python<'_>) -> PyResult<()> {
    library::tzset().map_err(|error| exception(py, &error))?;
    NAMES.get(py).map_or(Ok(()), |names| put(names.bind(py)))
}

fn put(names: &Bound<'_, PyDict>) -> PyResult<()> {
    let (py, zone) = (names.py(), library::zone());
    names.set_item("timezone", zone.timezone)?;
    names.set_item("altzone", zone.altzone)?;
    names.set_item("daylight", i32::from(zone.daylight))?;
    names.set_item("tzname", (zone_text(py, &zone.tzname.0)?, zone_text(py, &zone.tzname.1)?))
}
