//! Process parameters.

mod environ;
mod groups;
mod ids;
mod names;
mod namespaces;
mod priority;
mod sessions;

use pyo3::prelude::*;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::both::process::add(module)?;
    crate::both::environ::add(module)?;
    environ::add(module)?;
    groups::add(module)?;
    ids::add(module)?;
    names::add(module)?;
    namespaces::add(module)?;
    priority::add(module)?;
    sessions::add(module)
}
