//! Files and directories.

mod cwd;
mod entry;
mod linux;
mod nodes;
mod owner;
mod pathconf;
mod scandir;
mod statvfs;

use pyo3::prelude::*;

use crate::both;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    both::files::add(module)?;
    cwd::add(module)?;
    linux::add(module)?;
    nodes::add(module)?;
    owner::add(module)?;
    pathconf::add(module)?;
    scandir::add(module)?;
    statvfs::add(module)
}
