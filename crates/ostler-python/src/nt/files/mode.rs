//! The read-only attribute of links.

use ostler::stat::S_IWUSR;
use ostler_sys::files;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{Int, Takes};
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
    audit(py, c"os.chmod", (path.object(), mode, -1))?;
    let name = path.w_str();
    blocking(py, || files::chmod(name, mode as u32 & S_IWUSR == 0, false)).or_path(&path)
}
