//! The flat set of names that `os` and `posix` are made of, by the sections of the library.

mod files;

use pyo3::prelude::*;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    files::add(module)
}
