//! Opening files, and pipes.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use ostler::audit::events;
use ostler::fd::IntoRawFd as _;
use ostler_sys::descriptors;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::{blocking, brief};
use crate::convert::{DirFd, Given, Int, Spot, Takes};
use crate::error::OrRaise as _;
use crate::functions;
#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; pipe);
    system::add(module)
}

/// Open a file and return a descriptor, which is not inheritable.
#[doc = crate::doc::dir_fd!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::everywhere!()]
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
    let (flags, mode, dir_fd) =
        (flags.get()? | system::NOT_INHERITABLE, mode.get()?, dir_fd.get()?);
    audit(py, events::Open { path: path.object(), mode: py.None().bind(py), flags })?;
    let Spot { dir, name } = path.spot(dir_fd);
    let fd = blocking(py, || descriptors::openat(dir, name, flags, mode as u32)).or_path(&path)?;
    Ok(fd.into_raw_fd())
}

/// Make a pipe, and return its ends, to read and to write. They are not inheritable.
#[pyfunction]
fn pipe(py: Python<'_>) -> PyResult<(i32, i32)> {
    let (read, write) = brief(py, descriptors::pipe).or_raise(py)?;
    Ok((read.into_raw_fd(), write.into_raw_fd()))
}
