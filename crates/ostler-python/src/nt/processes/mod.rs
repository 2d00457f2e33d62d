//! Process management.

mod exec;
mod kill;
mod library;
mod spawn;
mod startfile;
mod system;
mod wait;

use pyo3::prelude::*;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    exec::add(module)?;
    kill::add(module)?;
    library::add(module)?;
    spawn::add(module)?;
    startfile::add(module)?;
    system::add(module)?;
    wait::add(module)
}
