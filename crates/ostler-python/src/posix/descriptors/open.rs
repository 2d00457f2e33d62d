//! Opening files.

use std::os::fd::IntoRawFd as _;

use ostler::raw::{c, descriptors};
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{DirFd, Given, Int, Takes};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; open);
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
