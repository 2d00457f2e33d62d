//! Files and directories. What the systems call by other names, or can do less or more of, is in `unix` and `windows`, under
//! the same names there.

mod cwd;
mod dirs;
mod links;
pub(crate) mod listdir;
mod mode;
mod names;
mod size;
pub(crate) mod stat;
mod times;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use pyo3::prelude::*;

#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    cwd::add(module)?;
    dirs::add(module)?;
    links::add(module)?;
    listdir::add(module)?;
    mode::add(module)?;
    names::add(module)?;
    size::add(module)?;
    stat::add(module)?;
    times::add(module)
}
