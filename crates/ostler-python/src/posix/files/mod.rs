//! Files and directories.

mod cwd;
mod dirs;
mod links;
mod listdir;
mod mode;
mod nodes;
mod scandir;
mod stat;
mod times;

use pyo3::prelude::*;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    cwd::add(module)?;
    dirs::add(module)?;
    links::add(module)?;
    listdir::add(module)?;
    mode::add(module)?;
    nodes::add(module)?;
    scandir::add(module)?;
    stat::add(module)?;
    times::add(module)
}
