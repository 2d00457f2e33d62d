//! The length of a file by its path.

use ostler::audit::events;
use ostler_sys::{descriptors, files};
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{DirFd, Off, Takes, borrowed};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; truncate);
    Ok(())
}

/// Cut a file to a length in bytes, or extend it with zeros.
#[doc = crate::doc::or_fd_alone!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::everywhere!()]
#[pyfunction]
fn truncate(py: Python<'_>, path: &Bound<'_, PyAny>, length: Off) -> PyResult<()> {
    let path = Takes::path("truncate").or_fd().from(path)?;
    let length = length.get()?;
    audit(py, events::Truncate { path: path.object(), length })?;
    if let Some(number) = path.fd() {
        return blocking(py, || descriptors::ftruncate(borrowed(number), length)).or_raise(py);
    }
    let name = path.spot(DirFd::CWD).name;
    blocking(py, || files::truncate(name, length)).or_path(&path)
}
