//! Files and directories.

mod cwd;
mod dirs;
mod entry;
mod links;
mod linux;
mod listdir;
mod mode;
mod nodes;
mod pathconf;
mod scandir;
mod stat;
mod statvfs;
mod times;

use pyo3::prelude::*;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    cwd::add(module)?;
    dirs::add(module)?;
    links::add(module)?;
    linux::add(module)?;
    listdir::add(module)?;
    mode::add(module)?;
    nodes::add(module)?;
    pathconf::add(module)?;
    scandir::add(module)?;
    stat::add(module)?;
    statvfs::add(module)?;
    times::add(module)
}
