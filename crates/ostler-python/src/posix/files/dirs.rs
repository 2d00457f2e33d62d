//! Making and removing directories and names of files.

use ostler::raw::files;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{DirFd, Given, Int, Takes};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; mkdir, rmdir, unlink, remove);
    Ok(())
}

/// Make a directory.
#[pyfunction]
#[pyo3(
    signature = (path, mode=Given::or(0o777), *, dir_fd=Given::or(DirFd::CWD)),
    text_signature = "(path, mode=511, *, dir_fd=None)"
)]
fn mkdir(py: Python<'_>, path: &Bound<'_, PyAny>, mode: Int, dir_fd: Given<DirFd>) -> PyResult<()> {
    let path = Takes::path("mkdir").from(path)?;
    let (mode, dir_fd) = (mode.get()?, dir_fd.get()?);
    audit(py, c"os.mkdir", (path.object(), mode, dir_fd.audited()))?;
    let (dir, name) = (dir_fd.fd(), path.c_str());
    blocking(py, || files::mkdirat(dir, name, mode as u32)).or_path(&path)
}

/// Remove an empty directory.
#[pyfunction]
#[pyo3(
    signature = (path, *, dir_fd=Given::or(DirFd::CWD)),
    text_signature = "(path, *, dir_fd=None)"
)]
fn rmdir(py: Python<'_>, path: &Bound<'_, PyAny>, dir_fd: Given<DirFd>) -> PyResult<()> {
    let path = Takes::path("rmdir").from(path)?;
    let dir_fd = dir_fd.get()?;
    audit(py, c"os.rmdir", (path.object(), dir_fd.audited()))?;
    let (dir, name) = (dir_fd.fd(), path.c_str());
    blocking(py, || files::rmdirat(dir, name)).or_path(&path)
}

fn unlinked(
    py: Python<'_>,
    function: &'static str,
    path: &Bound<'_, PyAny>,
    dir_fd: Given<DirFd>,
) -> PyResult<()> {
    let path = Takes::path(function).from(path)?;
    let dir_fd = dir_fd.get()?;
    audit(py, c"os.remove", (path.object(), dir_fd.audited()))?;
    let (dir, name) = (dir_fd.fd(), path.c_str());
    blocking(py, || files::unlinkat(dir, name)).or_path(&path)
}

/// Remove a file.
#[pyfunction]
#[pyo3(
    signature = (path, *, dir_fd=Given::or(DirFd::CWD)),
    text_signature = "(path, *, dir_fd=None)"
)]
fn unlink(py: Python<'_>, path: &Bound<'_, PyAny>, dir_fd: Given<DirFd>) -> PyResult<()> {
    unlinked(py, "unlink", path, dir_fd)
}

/// Remove a file, the same as unlink().
#[pyfunction]
#[pyo3(
    signature = (path, *, dir_fd=Given::or(DirFd::CWD)),
    text_signature = "(path, *, dir_fd=None)"
)]
fn remove(py: Python<'_>, path: &Bound<'_, PyAny>, dir_fd: Given<DirFd>) -> PyResult<()> {
    unlinked(py, "remove", path, dir_fd)
}
