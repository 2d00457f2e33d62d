//! Making and removing directories.

use ostler::audit::events;
use ostler_sys::files;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{DirFd, Given, Int, Spot, Takes};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; mkdir, rmdir);
    Ok(())
}

/// Make a directory. On Windows only one mode means something, 0o700: it is for its owner alone.
#[doc = crate::doc::dir_fd!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::everywhere!()]
#[pyfunction]
#[pyo3(
    signature = (path, mode=Given::or(0o777), *, dir_fd=Given::or(DirFd::CWD)),
    text_signature = "(path, mode=511, *, dir_fd=None)"
)]
fn mkdir(py: Python<'_>, path: &Bound<'_, PyAny>, mode: Int, dir_fd: Given<DirFd>) -> PyResult<()> {
    let path = Takes::path("mkdir").from(path)?;
    let (mode, dir_fd) = (mode.get()?, dir_fd.get()?);
    audit(py, events::Mkdir { path: path.object(), mode, dir_fd: dir_fd.audited() })?;
    let Spot { dir, name } = path.spot(dir_fd);
    blocking(py, || files::mkdirat(dir, name, mode as u32)).or_path(&path)
}

/// Remove an empty directory.
#[doc = crate::doc::dir_fd!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::everywhere!()]
#[pyfunction]
#[pyo3(
    signature = (path, *, dir_fd=Given::or(DirFd::CWD)),
    text_signature = "(path, *, dir_fd=None)"
)]
fn rmdir(py: Python<'_>, path: &Bound<'_, PyAny>, dir_fd: Given<DirFd>) -> PyResult<()> {
    let path = Takes::path("rmdir").from(path)?;
    let dir_fd = dir_fd.get()?;
    audit(py, events::Rmdir { path: path.object(), dir_fd: dir_fd.audited() })?;
    let Spot { dir, name } = path.spot(dir_fd);
    blocking(py, || files::rmdirat(dir, name)).or_path(&path)
}
