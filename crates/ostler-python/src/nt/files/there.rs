//! Whether something is there, and what it is. The names are those by which the standard library has them.

use ostler::raw::files::Stat;
use ostler::stat::{IO_REPARSE_TAG_MOUNT_POINT, S_ISDIR, S_ISLNK, S_ISREG};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::both::files::stat::found;
use crate::convert::{DirFd, Takes};
use crate::error::Failure;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(
        module;
        _path_exists, _path_lexists, _path_isdir, _path_isfile, _path_islink, _path_isjunction,
    );
    Ok(())
}

/// The status, if there is one to be had. What is no path, for the NUL in it, is not there.
fn status(takes: Takes, path: &Bound<'_, PyAny>, follow: bool) -> PyResult<Option<Stat>> {
    let py = path.py();
    let path = match takes.from(path) {
        Ok(path) => path,
        Err(error) if error.is_instance_of::<PyValueError>(py) => return Ok(None),
        Err(error) => return Err(error),
    };
    match found(&path, DirFd::CWD, follow) {
        Ok(status) => Ok(Some(status)),
        Err(Failure::Raised(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

/// Whether a path leads to something that is there.
#[pyfunction]
fn _path_exists(path: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(status(Takes::path("_path_exists").or_fd(), path, true)?.is_some())
}

/// Whether something has a path, be it a link that leads nowhere.
#[pyfunction]
fn _path_lexists(path: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(status(Takes::path("_path_lexists").or_fd(), path, false)?.is_some())
}

/// Whether a path leads to a directory.
#[pyfunction]
#[pyo3(signature = (s))]
fn _path_isdir(s: &Bound<'_, PyAny>) -> PyResult<bool> {
    let status = status(Takes::path("_path_isdir").or_fd(), s, true)?;
    Ok(status.is_some_and(|status| S_ISDIR(status.st_mode)))
}

/// Whether a path leads to a file.
#[pyfunction]
fn _path_isfile(path: &Bound<'_, PyAny>) -> PyResult<bool> {
    let status = status(Takes::path("_path_isfile").or_fd(), path, true)?;
    Ok(status.is_some_and(|status| S_ISREG(status.st_mode)))
}

/// Whether a path is that of a symbolic link.
#[pyfunction]
fn _path_islink(path: &Bound<'_, PyAny>) -> PyResult<bool> {
    let status = status(Takes::path("_path_islink"), path, false)?;
    Ok(status.is_some_and(|status| S_ISLNK(status.st_mode)))
}

/// Whether a path is that of a junction.
#[pyfunction]
fn _path_isjunction(path: &Bound<'_, PyAny>) -> PyResult<bool> {
    let status = status(Takes::path("_path_isjunction"), path, false)?;
    Ok(status.is_some_and(|status| status.st_reparse_tag == IO_REPARSE_TAG_MOUNT_POINT))
}
