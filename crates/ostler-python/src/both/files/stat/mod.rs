//! The status of files.

mod fields;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use ostler_sys::files::{self, AT_SYMLINK_NOFOLLOW, Stat};
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{DirFd, Given, Int, PathArg, Spot, Takes, Truth, borrowed};
use crate::error::{Failure, OrRaise as _};

#[cfg(unix)]
pub(super) use unix::stat_result;
#[cfg(windows)]
pub(super) use windows::stat_result;

#[cfg(unix)]
pub(super) use unix::add;
#[cfg(windows)]
pub(super) use windows::add;

/// The status of a path or descriptor, as the system has it.
#[inline]
pub(crate) fn found(path: &PathArg<'_>, dir_fd: DirFd, follow: bool) -> Result<Stat, Failure> {
    let Spot { dir, name } = path.spot(dir_fd);
    let flags = if follow { 0 } else { AT_SYMLINK_NOFOLLOW };
    match path.fd() {
        Some(number) => blocking(path.py(), || files::fstat(borrowed(number))),
        None => blocking(path.py(), || files::fstatat(dir, name, flags)),
    }
}

fn status<'py>(
    function: &str,
    path: &PathArg<'py>,
    dir_fd: DirFd,
    follow_symlinks: bool,
) -> PyResult<Bound<'py, PyAny>> {
    path.check_options(function, dir_fd, follow_symlinks)?;
    stat_result(path.py(), &found(path, dir_fd, follow_symlinks).or_path(path)?)
}

/// The status of a file, by its path or an open descriptor.
#[doc = crate::doc::or_fd!()]
#[doc = crate::doc::dir_fd!()]
#[doc = crate::doc::follow_symlinks!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::everywhere!()]
#[pyfunction]
#[pyo3(
    signature = (path, *, dir_fd=Given::or(DirFd::CWD), follow_symlinks=Given::or(true)),
    text_signature = "(path, *, dir_fd=None, follow_symlinks=True)"
)]
fn stat<'py>(
    path: &Bound<'py, PyAny>,
    dir_fd: Given<DirFd>,
    follow_symlinks: Truth,
) -> PyResult<Bound<'py, PyAny>> {
    let path = Takes::path("stat").or_fd().from(path)?;
    status("stat", &path, dir_fd.get()?, follow_symlinks.get()?)
}

/// The status of a file, of a symbolic link itself.
#[doc = crate::doc::dir_fd!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::everywhere!()]
#[pyfunction]
#[pyo3(
    signature = (path, *, dir_fd=Given::or(DirFd::CWD)),
    text_signature = "(path, *, dir_fd=None)"
)]
fn lstat<'py>(path: &Bound<'py, PyAny>, dir_fd: Given<DirFd>) -> PyResult<Bound<'py, PyAny>> {
    let path = Takes::path("lstat").from(path)?;
    status("lstat", &path, dir_fd.get()?, false)
}

/// The status of an open file.
#[pyfunction]
fn fstat(py: Python<'_>, fd: Int) -> PyResult<Bound<'_, PyAny>> {
    let number = fd.get()?;
    let stat = blocking(py, || files::fstat(borrowed(number))).or_raise(py)?;
    stat_result(py, &stat)
}
