//! Windows: all but the number of the file came with the name, and what a link leads to.

use std::ffi::CStr;

use ostler_capi::class::{Answer, This};
use ostler_capi::lock::unlocked;
use ostler_sys::files::Stat;
use pyo3::prelude::*;

use super::{DirEntry, about, truth};
use crate::convert::named;
use crate::error::Failure;

pub(super) const NAME: &CStr = c"nt.DirEntry";
pub(super) const NO_PICKLES: &str = "cannot pickle 'nt.DirEntry' object";

/// What is known of an entry beside its name.
pub(in crate::both::files) struct Known {
    /// Apart, as it has a number of 128 bits: objects are not aligned for that.
    entry: Box<ostler::os::DirEntry>,
    bytes: bool,
}

impl Known {
    pub(in crate::both::files) fn new(entry: ostler::os::DirEntry, bytes: bool) -> Self {
        Self { entry: Box::new(entry), bytes }
    }

    /// Whether it may be a symbolic link.
    pub(super) fn may_be_link(&self) -> bool {
        self.entry.is_symlink().unwrap_or(true)
    }

    #[allow(clippy::unused_self, reason = "it has more in it elsewhere")]
    pub(super) fn release(self, _py: Python<'_>) {}
}

/// Its path.
pub(super) fn path<'py>(this: &This<'_, 'py, DirEntry>) -> PyResult<Bound<'py, PyAny>> {
    named(this.py(), this.known.entry.path().as_os_str(), this.known.bytes)
}

pub(super) fn inode<'py>(this: &This<'_, 'py, DirEntry>) -> Answer<'py> {
    let py = this.py();
    let inode = unlocked(py, || this.known.entry.inode());
    let inode = inode.map_err(|error| about(this, error.into()))?;
    Ok(inode.into_pyobject(py).map_err(PyErr::from)?.into_any())
}

pub(super) fn is_dir<'py>(this: &This<'_, 'py, DirEntry>, follow: bool) -> Answer<'py> {
    answer(this, ask(this, follow, |entry| entry.is_dir_with(follow)))
}

pub(super) fn is_file<'py>(this: &This<'_, 'py, DirEntry>, follow: bool) -> Answer<'py> {
    answer(this, ask(this, follow, |entry| entry.is_file_with(follow)))
}

pub(super) fn is_symlink<'py>(this: &This<'_, 'py, DirEntry>) -> Answer<'py> {
    answer(this, this.known.entry.is_symlink())
}

pub(super) fn is_junction<'py>(this: &This<'_, 'py, DirEntry>) -> Answer<'py> {
    answer(this, this.known.entry.is_junction())
}

/// Asks the entry, without the interpreter's lock if that asks the system: for what a link leads to.
fn ask<T: Send>(
    this: &This<'_, '_, DirEntry>,
    follow: bool,
    ask: impl FnOnce(&ostler::os::DirEntry) -> T + Send,
) -> T {
    let entry = &*this.known.entry;
    if follow && this.known.may_be_link() { unlocked(this.py(), || ask(entry)) } else { ask(entry) }
}

fn answer<'py>(this: &This<'_, 'py, DirEntry>, found: ostler::Result<bool>) -> Answer<'py> {
    match found {
        Ok(yes) => Ok(truth(this.py(), yes)),
        Err(error) => Err(about(this, error.into())),
    }
}

/// The status of the entry itself, or of what it leads to.
pub(super) fn stat(this: &This<'_, '_, DirEntry>, own: bool) -> Result<Stat, Failure> {
    Ok(ask(this, !own, |entry| entry.stat_with(!own))?.into())
}
