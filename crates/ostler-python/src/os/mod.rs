//! What `os` has beside the flat names: composites, walks, the environment.

mod environ;
mod trees;
mod walk;

use pyo3::prelude::*;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    environ::add(module)?;
    trees::add(module)?;
    walk::add(module)
}
