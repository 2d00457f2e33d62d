//! Terminals.

use std::os::unix::ffi::OsStrExt as _;

use ostler_capi::text::decoded;
use ostler_sys::{descriptors, params};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::call::{blocking, brief, once};
use crate::convert::{Given, Int, Pid, borrowed};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; ttyname, ctermid, device_encoding);
    functions!(module; tcgetpgrp, tcsetpgrp);
    Ok(())
}

/// The path of a terminal.
#[pyfunction]
#[pyo3(signature = (fd, /))]
fn ttyname(py: Python<'_>, fd: Int) -> PyResult<Bound<'_, PyAny>> {
    let fd = borrowed(fd.get()?);
    let name = blocking(py, || descriptors::ttyname(fd)).or_raise(py)?;
    decoded(py, name.to_bytes())
}

/// The path of the terminal that controls the process.
#[pyfunction]
fn ctermid(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    let name = brief(py, params::terminal).or_raise(py)?;
    decoded(py, name.as_bytes())
}

/// The encoding of a terminal, by its name; None if the descriptor is not a terminal.
#[pyfunction]
fn device_encoding(py: Python<'_>, fd: Int) -> PyResult<Option<Bound<'_, PyAny>>> {
    let fd = borrowed(fd.get()?);
    if !py.detach(|| descriptors::isatty(fd)) {
        return Ok(None);
    }
    if py.import("sys")?.getattr("flags")?.getattr("utf8_mode")?.is_truthy()? {
        return Ok(Some(PyString::new(py, "utf-8").into_any()));
    }
    let name = descriptors::codeset();
    // A locale that has no name for it is as good as none.
    let name = if name.is_empty() { c"UTF-8" } else { name.as_c_str() };
    decoded(py, name.to_bytes()).map(Some)
}

/// The process group in the foreground of a terminal.
#[pyfunction]
#[pyo3(signature = (fd, /))]
fn tcgetpgrp(py: Python<'_>, fd: Int) -> PyResult<i32> {
    let fd = borrowed(fd.get()?);
    brief(py, || descriptors::tcgetpgrp(fd)).or_raise(py)
}

/// Put a process group in the foreground of a terminal.
#[pyfunction]
#[pyo3(signature = (fd, pgid, /))]
fn tcsetpgrp(py: Python<'_>, fd: Int, pgid: Given<Pid>) -> PyResult<()> {
    let (fd, group) = (borrowed(fd.get()?), pgid.get()?.0);
    // Not again after a signal: in a background group there is one at every attempt.
    once(py, || descriptors::tcsetpgrp(fd, group)).or_raise(py)
}
