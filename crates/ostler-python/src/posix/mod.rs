//! The flat set of names that `os` and `posix` are made of, by the sections of the library.

mod descriptors;
mod files;
mod params;
mod processes;
mod random;
mod scheduler;
mod system;

use pyo3::prelude::*;

use crate::both;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    both::path::add(module)?;
    both::results::add(module)?;
    descriptors::add(module)?;
    files::add(module)?;
    params::add(module)?;
    processes::add(module)?;
    random::add(module)?;
    scheduler::add(module)?;
    system::add(module)
}
