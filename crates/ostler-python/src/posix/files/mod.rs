//! Files and directories.

mod dirs;
mod stat;

use pyo3::prelude::*;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    dirs::add(module)?;
    stat::add(module)
}
