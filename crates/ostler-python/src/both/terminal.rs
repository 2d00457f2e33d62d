//! Terminals, and the windows they are in.

use ostler_sys::descriptors;
use pyo3::prelude::*;

use super::results::TERMINAL_SIZE;
use crate::call::brief;
use crate::convert::{Given, Int, borrowed};
use crate::error::OrRaise as _;
use crate::functions;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; isatty, get_terminal_size);
    Ok(())
}

/// Whether a file descriptor is open and a terminal.
#[pyfunction]
#[pyo3(signature = (fd, /))]
fn isatty(py: Python<'_>, fd: Int) -> PyResult<bool> {
    let fd = borrowed(fd.get()?);
    Ok(py.detach(|| descriptors::isatty(fd)))
}

/// The size of a terminal's window, in columns and lines.
#[pyfunction]
#[pyo3(signature = (fd=Given::or(1), /), text_signature = "(fd=1, /)")]
fn get_terminal_size(py: Python<'_>, fd: Int) -> PyResult<Bound<'_, PyAny>> {
    let fd = borrowed(fd.get()?);
    let (columns, lines) = brief(py, || descriptors::winsize(fd)).or_raise(py)?;
    let mut size = TERMINAL_SIZE.start(py)?;
    size.push(i64::from(columns))?;
    size.push(i64::from(lines))?;
    size.finish()
}
