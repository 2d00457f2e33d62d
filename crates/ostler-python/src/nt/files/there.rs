//! Whether something is there, and what it is. The names are those by which the standard library has them.

use ostler::stat::{IO_REPARSE_TAG_MOUNT_POINT, S_ISDIR, S_ISLNK, S_ISREG};
use ostler_sys::files::{self, Stat};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::both::files::stat::found;
use crate::call::blocking;
use crate::convert::{DirFd, PathArg, Spot, Takes};
use crate::error::Failure;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(
        module;
        _path_exists, _path_lexists, _path_isdir, _path_isfile, _path_islink, _path_isjunction,
    );
    Ok(())
}

/// The status of what has the path, if there is one to be had.
fn own_status(takes: Takes, path: &Bound<'_, PyAny>) -> PyResult<Option<Stat>> {
    asked(takes, path, |path| found(path, DirFd::CWD, false))
}

/// What there is to be said of a path, if it leads to anything. What is no path, for the NUL in it, does not.
fn asked<T>(
    takes: Takes,
    path: &Bound<'_, PyAny>,
    ask: impl FnOnce(&PathArg<'_>) -> Result<T, Failure>,
) -> PyResult<Option<T>> {
    let path = match takes.from(path) {
        Ok(path) => path,
        Err(error) if error.is_instance_of::<PyValueError>(path.py()) => return Ok(None),
        Err(error) => return Err(error),
    };
    match ask(&path) {
        Ok(answer) => Ok(Some(answer)),
        Err(Failure::Raised(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

/// The part of the mode that says what a path leads to, if it leads to anything.
fn file_type(function: &'static str, path: &Bound<'_, PyAny>) -> PyResult<Option<u32>> {
    asked(Takes::path(function).or_fd(), path, |path| {
        let Spot { dir, name } = path.spot(DirFd::CWD);
        match path.fd() {
            Some(_) => Ok(found(path, DirFd::CWD, true)?.st_mode),
            None => blocking(path.py(), || files::file_type(dir, name, 0)),
        }
    })
}

/// Whether a path leads to something that is there.
#[pyfunction]
fn _path_exists(path: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(file_type("_path_exists", path)?.is_some())
}

/// Whether something has a path, be it a link that leads nowhere.
#[pyfunction]
fn _path_lexists(path: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(own_status(Takes::path("_path_lexists").or_fd(), path)?.is_some())
}

/// Whether a path leads to a directory.
#[pyfunction]
#[pyo3(signature = (s))]
fn _path_isdir(s: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(file_type("_path_isdir", s)?.is_some_and(S_ISDIR))
}

/// Whether a path leads to a file.
#[pyfunction]
fn _path_isfile(path: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(file_type("_path_isfile", path)?.is_some_and(S_ISREG))
}

/// Whether a path is that of a symbolic link.
#[pyfunction]
fn _path_islink(path: &Bound<'_, PyAny>) -> PyResult<bool> {
    let status = own_status(Takes::path("_path_islink"), path)?;
    Ok(status.is_some_and(|status| S_ISLNK(status.st_mode)))
}

/// Whether a path is that of a junction.
#[pyfunction]
fn _path_isjunction(path: &Bound<'_, PyAny>) -> PyResult<bool> {
    let status = own_status(Takes::path("_path_isjunction"), path)?;
    Ok(status.is_some_and(|status| status.st_reparse_tag == IO_REPARSE_TAG_MOUNT_POINT))
}
