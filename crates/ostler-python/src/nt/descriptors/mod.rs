//! File descriptor operations.

mod bytes;
mod constants;
mod handles;
mod terminal;

use pyo3::prelude::*;

use crate::both;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    both::close::add(module)?;
    both::dup::add(module)?;
    both::file::add(module)?;
    both::flags::add(module)?;
    both::open::add(module)?;
    both::terminal::add(module)?;
    bytes::add(module)?;
    constants::add(module)?;
    handles::add(module)?;
    terminal::add(module)
}
