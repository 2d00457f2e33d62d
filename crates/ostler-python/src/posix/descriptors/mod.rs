//! File descriptor operations.

mod bytes;
mod constants;
mod file;
mod lock;
mod pipe;
mod pty;
mod sendfile;
mod terminal;
#[cfg(target_os = "linux")]
mod transfer;
mod vectors;

use pyo3::prelude::*;

use crate::both;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    bytes::add(module)?;
    both::close::add(module)?;
    constants::add(module)?;
    both::dup::add(module)?;
    file::add(module)?;
    both::file::add(module)?;
    both::flags::add(module)?;
    both::open::add(module)?;
    lock::add(module)?;
    pipe::add(module)?;
    pty::add(module)?;
    sendfile::add(module)?;
    terminal::add(module)?;
    both::terminal::add(module)?;
    #[cfg(target_os = "linux")]
    transfer::add(module)?;
    vectors::add(module)
}
