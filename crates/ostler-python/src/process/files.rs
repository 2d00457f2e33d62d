//! Who uses a file.

use pyo3::prelude::*;
use pyo3::types::PyList;

use super::{errors, family};
use crate::convert::Takes;

/// The processes that have a file open, or mapped, or as their program.
#[pyfunction]
pub(super) fn users_of_file<'py>(path: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
    let py = path.py();
    let path = Takes::path("users_of_file").from(path)?.path();
    let users = py.detach(|| ostler::process::users_of_file(path));
    family::objects(py, users.map_err(|error| errors::plain(py, &error))?)
}
