//! Files and directories.

mod mode;
mod paths;
mod scandir;
mod there;
mod volumes;

use pyo3::prelude::*;

use crate::both;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    both::files::add(module)?;
    mode::add(module)?;
    paths::add(module)?;
    scandir::add(module)?;
    there::add(module)?;
    volumes::add(module)
}
