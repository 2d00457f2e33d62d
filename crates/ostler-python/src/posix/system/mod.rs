//! Miscellaneous system information.

mod conf;
mod cpu;
mod module;

use pyo3::prelude::*;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    conf::add(module)?;
    cpu::add(module)?;
    module::add(module)
}
