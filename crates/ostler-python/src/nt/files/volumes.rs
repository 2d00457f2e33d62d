//! Drives, volumes and where they are mounted.

use ostler::audit::events;
use ostler_capi::wide;
use ostler_sys::files;
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::Takes;
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; listdrives, listvolumes, listmounts);
    Ok(())
}

fn list<'py>(py: Python<'py>, names: &[Vec<u16>]) -> PyResult<Bound<'py, PyList>> {
    let names: PyResult<Vec<_>> = names.iter().map(|name| wide::text(py, name)).collect();
    PyList::new(py, names?)
}

/// The drives, such as 'C:\\'.
#[pyfunction]
fn listdrives(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
    audit(py, events::Listdrives {})?;
    list(py, &blocking(py, files::listdrives).or_raise(py)?)
}

/// The volumes, as paths that no letter is needed for.
#[pyfunction]
fn listvolumes(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
    audit(py, events::Listvolumes {})?;
    list(py, &blocking(py, files::listvolumes).or_raise(py)?)
}

/// The paths at which a volume is mounted.
#[pyfunction]
fn listmounts<'py>(py: Python<'py>, volume: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
    let volume = Takes::path("listmounts").named("volume").from(volume)?;
    audit(py, events::Listmounts { volume: volume.object() })?;
    let name = volume.w_str();
    list(py, &blocking(py, || files::listmounts(name)).or_path(&volume)?)
}
