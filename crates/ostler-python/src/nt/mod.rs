//! The flat set of names that `os` and `nt` are made of, by the sections of the library.

mod descriptors;
mod files;
mod path;
mod processes;
mod system;

use pyo3::prelude::*;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::both::results::add(module)?;
    descriptors::add(module)?;
    files::add(module)?;
    path::add(module)?;
    processes::add(module)?;
    system::add(module)
}
