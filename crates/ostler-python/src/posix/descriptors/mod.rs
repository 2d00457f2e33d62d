//! File descriptor operations.

mod bytes;
mod close;
mod constants;
mod dup;
mod file;
mod flags;
mod lock;
mod open;
mod pipe;
mod pty;
mod sendfile;
mod terminal;
#[cfg(target_os = "linux")]
mod transfer;
mod vectors;

use pyo3::prelude::*;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    bytes::add(module)?;
    close::add(module)?;
    constants::add(module)?;
    dup::add(module)?;
    file::add(module)?;
    flags::add(module)?;
    lock::add(module)?;
    open::add(module)?;
    pipe::add(module)?;
    pty::add(module)?;
    sendfile::add(module)?;
    terminal::add(module)?;
    #[cfg(target_os = "linux")]
    transfer::add(module)?;
    vectors::add(module)
}
