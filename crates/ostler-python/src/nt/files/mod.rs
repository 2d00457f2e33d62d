//! Files and directories.

mod cwd;
mod dirs;
mod entries;
mod links;
mod listdir;
mod mode;
mod paths;
mod scandir;
mod stat;
mod there;
mod times;
mod volumes;

use pyo3::prelude::*;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    cwd::add(module)?;
    dirs::add(module)?;
    entries::add(module)?;
    links::add(module)?;
    listdir::add(module)?;
    mode::add(module)?;
    paths::add(module)?;
    scandir::add(module)?;
    stat::add(module)?;
    there::add(module)?;
    times::add(module)?;
    volumes::add(module)
}
