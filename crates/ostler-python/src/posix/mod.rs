//! The flat set of names that `os` and `posix` are made of, by the sections of the library.

mod descriptors;
mod files;
mod random;

use pyo3::prelude::*;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    descriptors::add(module)?;
    files::add(module)?;
    random::add(module)
}
