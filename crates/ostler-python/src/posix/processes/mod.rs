//! Process management.

mod actions;
mod constants;
mod fork;
#[cfg(target_os = "linux")]
mod pidfd;
mod signals;
mod spawn;
mod status;
mod system;
mod usage;
mod wait;
mod waitid;

use pyo3::prelude::*;

use crate::both;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    constants::add(module)?;
    both::exec::add(module)?;
    both::exit::add(module)?;
    fork::add(module)?;
    #[cfg(target_os = "linux")]
    pidfd::add(module)?;
    signals::add(module)?;
    spawn::add(module)?;
    status::add(module)?;
    system::add(module)?;
    both::worked::add(module)?;
    wait::add(module)?;
    waitid::add(module)
}
