//! The status of file systems.

use ostler_sys::files::{self, StatVfs};
use pyo3::prelude::*;

use crate::both::results::STATVFS_RESULT;
use crate::call::blocking;
use crate::convert::{Int, Takes, borrowed};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; statvfs, fstatvfs);
    Ok(())
}

fn statvfs_result<'py>(py: Python<'py>, stat: &StatVfs) -> PyResult<Bound<'py, PyAny>> {
    let mut result = STATVFS_RESULT.start(py)?;
    for value in [
        stat.f_bsize,
        stat.f_frsize,
        stat.f_blocks,
        stat.f_bfree,
        stat.f_bavail,
        stat.f_files,
        stat.f_ffree,
        stat.f_favail,
        files::mount_flags(stat),
        stat.f_namemax,
        stat.f_fsid,
    ] {
        result.push(value)?;
    }
    result.finish()
}

/// The status of a file system, by a path or an open descriptor.
#[doc = crate::doc::or_fd_alone!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::on_unix!()]
#[pyfunction]
fn statvfs<'py>(py: Python<'py>, path: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let path = Takes::path("statvfs").or_fd().from(path)?;
    let stat = if let Some(number) = path.fd() {
        blocking(py, || files::fstatvfs(borrowed(number)))
    } else {
        let name = path.c_str();
        blocking(py, || files::statvfs(name))
    };
    statvfs_result(py, &stat.or_path(&path)?)
}

/// The status of the file system of an open file.
#[pyfunction]
#[pyo3(signature = (fd, /))]
fn fstatvfs(py: Python<'_>, fd: Int) -> PyResult<Bound<'_, PyAny>> {
    let fd = borrowed(fd.get()?);
    let stat = blocking(py, || files::fstatvfs(fd)).or_raise(py)?;
    statvfs_result(py, &stat)
}
