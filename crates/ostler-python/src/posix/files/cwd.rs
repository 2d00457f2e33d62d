//! The current directory and the root.

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt as _;

use ostler::raw::files;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{Fildes, Given, Takes, borrowed};
use crate::error::OrRaise as _;
use crate::ffi::text::decoded;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; chdir, fchdir, getcwd, getcwdb, chroot);
    Ok(())
}

/// Change the current directory: to a path, or to an open directory.
#[pyfunction]
fn chdir(py: Python<'_>, path: &Bound<'_, PyAny>) -> PyResult<()> {
    let path = Takes::path("chdir").or_fd().from(path)?;
    audit(py, c"os.chdir", (path.object(),))?;
    if let Some(number) = path.fd() {
        blocking(py, || files::fchdir(borrowed(number)))
    } else {
        let name = path.c_str();
        blocking(py, || files::chdir(name))
    }
    .or_path(&path)
}

/// Change the current directory to an open one.
#[pyfunction]
fn fchdir(py: Python<'_>, fd: Given<Fildes>) -> PyResult<()> {
    let fd = fd.get()?;
    audit(py, c"os.chdir", (fd.number(),))?;
    blocking(py, || files::fchdir(fd.fd())).or_raise(py)
}

fn current(py: Python<'_>) -> PyResult<OsString> {
    blocking(py, files::getcwd).or_raise(py)
}

/// The path of the current directory.
#[pyfunction]
fn getcwd(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    decoded(py, current(py)?.as_bytes())
}

/// The path of the current directory, as bytes.
#[pyfunction]
fn getcwdb(py: Python<'_>) -> PyResult<Bound<'_, PyBytes>> {
    Ok(PyBytes::new(py, current(py)?.as_bytes()))
}

/// Change the root directory.
#[pyfunction]
fn chroot(py: Python<'_>, path: &Bound<'_, PyAny>) -> PyResult<()> {
    let path = Takes::path("chroot").from(path)?;
    let name = path.c_str();
    blocking(py, || files::chroot(name)).or_path(&path)
}
