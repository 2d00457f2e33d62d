//! Process management.

mod kill;
mod library;
mod spawn;
mod startfile;
mod system;
mod wait;

use pyo3::prelude::*;

use crate::both;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    both::exec::add(module)?;
    both::exit::add(module)?;
    both::worked::add(module)?;
    kill::add(module)?;
    library::add(module)?;
    spawn::add(module)?;
    startfile::add(module)?;
    system::add(module)?;
    module.add("EX_OK", 0)?;
    wait::add(module)
}
