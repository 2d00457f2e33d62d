//! The current directory and the root.

use ostler::audit::events;
use ostler_sys::files;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{Fildes, Given, Takes};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; fchdir, chroot);
    Ok(())
}

/// Change the current directory to an open one.
#[pyfunction]
fn fchdir(py: Python<'_>, fd: Given<Fildes>) -> PyResult<()> {
    let fd = fd.get()?;
    audit(py, events::Chdir { path: fd.number() })?;
    blocking(py, || files::fchdir(fd.fd())).or_raise(py)
}

/// Change the root directory.
#[pyfunction]
fn chroot(py: Python<'_>, path: &Bound<'_, PyAny>) -> PyResult<()> {
    let path = Takes::path("chroot").from(path)?;
    let name = path.c_str();
    blocking(py, || files::chroot(name)).or_path(&path)
}
