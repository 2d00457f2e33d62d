//! Opening files.

use std::os::fd::IntoRawFd as _;

use ostler::raw::{Fd, c, descriptors};
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{DirFd, Given, Int, Takes};
use crate::error::OrRaise as _;
use crate::ffi::number::{of_i64, plain_int};
use crate::ffi::quick::{Answer, quick};
use crate::ffi::text;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    quick!(module; open => quick_open);
    Ok(())
}

/// Open a file and return a descriptor, which is not inheritable.
#[pyfunction]
#[pyo3(
    signature = (path, flags, mode=Given::or(0o777), *, dir_fd=Given::or(DirFd::CWD)),
    text_signature = "(path, flags, mode=511, *, dir_fd=None)"
)]
fn open(
    py: Python<'_>,
    path: &Bound<'_, PyAny>,
    flags: Int,
    mode: Int,
    dir_fd: Given<DirFd>,
) -> PyResult<i32> {
    let path = Takes::path("open").from(path)?;
    let (flags, mode, dir_fd) = (flags.get()? | c::O_CLOEXEC, mode.get()?, dir_fd.get()?);
    audit(py, c"open", (path.object(), py.None().bind(py), flags))?;
    let (dir, name) = (dir_fd.fd(), path.c_str());
    let fd = blocking(py, || descriptors::openat(dir, name, flags, mode as u32)).or_path(&path)?;
    Ok(fd.into_raw_fd())
}

/// Of a path that is plain text, with or without a mode.
fn quick_open<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    let (path, flags, mode) = match args {
        [path, flags] => (path, flags, 0o777),
        [path, flags, mode] => (path, flags, plain_int(mode)?),
        _ => return None,
    };
    let (name, flags) = (text::plain(path)?, plain_int(flags)? | c::O_CLOEXEC);
    if let Err(refused) = audit(py, c"open", (&**path, py.None().bind(py), flags)) {
        return Some(Err(refused.into()));
    }
    Some(match blocking(py, || descriptors::openat(Fd::CWD, name, flags, mode as u32)) {
        Ok(fd) => of_i64(py, i64::from(fd.into_raw_fd())).ok_or_else(|| PyErr::fetch(py).into()),
        Err(failure) => Err(failure.raised(py, Some(path))),
    })
}
