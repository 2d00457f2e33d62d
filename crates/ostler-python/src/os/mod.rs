//! What `os` has beside the flat names: composites, walks, the environment.

mod environ;
#[cfg(unix)]
mod trees;
#[cfg(unix)]
mod walk;

use pyo3::prelude::*;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    environ::add(module)?;
    #[cfg(unix)]
    trees::add(module)?;
    #[cfg(unix)]
    walk::add(module)?;
    Ok(())
}
