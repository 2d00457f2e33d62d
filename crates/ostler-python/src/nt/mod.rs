//! The flat set of names that `os` and `nt` are made of, by the sections of the library.

mod descriptors;
mod environ;
mod files;
mod processes;
mod system;

use pyo3::prelude::*;

use crate::both;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    both::results::add(module)?;
    both::cpu::add(module)?;
    both::environ::add(module)?;
    both::path::add(module)?;
    both::process::add(module)?;
    both::random::add(module)?;
    descriptors::add(module)?;
    environ::add(module)?;
    files::add(module)?;
    processes::add(module)?;
    system::add(module)
}
