//! The flat set of names that `os` and `posix` are made of, by the sections of the library.

mod files;
mod processes;
mod scheduler;

use pyo3::prelude::*;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    files::add(module)?;
    processes::add(module)?;
    scheduler::add(module)
}
