//! The read-only attribute of links.

use ostler::audit::events;
use ostler_sys::files;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{DirFd, Int, Spot, Takes};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; lchmod);
    Ok(())
}

/// Set whether a file may be written, of a symbolic link itself.
#[pyfunction]
fn lchmod(py: Python<'_>, path: &Bound<'_, PyAny>, mode: Int) -> PyResult<()> {
    let path = Takes::path("lchmod").from(path)?;
    let mode = mode.get()?;
    audit(py, events::Chmod { path: path.object(), mode, dir_fd: -1 })?;
    let Spot { dir, name } = path.spot(DirFd::CWD);
    blocking(py, || files::lchmodat(dir, name, mode as u32)).or_path(&path)
}
