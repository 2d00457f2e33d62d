//! Event descriptors.

use std::os::fd::IntoRawFd as _;

use ostler_sys::c;
use ostler_sys::linux::eventfd as raw;
use pyo3::prelude::*;

use crate::call::{brief, once};
use crate::convert::{Fildes, Given, Int};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; eventfd, eventfd_read, eventfd_write);
    module.add("EFD_CLOEXEC", c::EFD_CLOEXEC)?;
    module.add("EFD_NONBLOCK", c::EFD_NONBLOCK)?;
    module.add("EFD_SEMAPHORE", c::EFD_SEMAPHORE)
}

/// Make a descriptor that counts events.
#[pyfunction]
#[pyo3(
    signature = (initval, flags=Given::or(c::EFD_CLOEXEC)),
    text_signature = "(initval, flags=524288)"
)]
fn eventfd(py: Python<'_>, initval: Given<u32>, flags: Int) -> PyResult<i32> {
    let (initval, flags) = (initval.get()?, flags.get()?);
    Ok(brief(py, || raw::eventfd(initval, flags)).or_raise(py)?.into_raw_fd())
}

/// Take the count of an event descriptor, or one off it if it is a semaphore.
#[pyfunction]
fn eventfd_read(py: Python<'_>, fd: Given<Fildes>) -> PyResult<u64> {
    let fd = fd.get()?.fd();
    // A signal ends the wait here and below, as in the reference.
    once(py, || raw::eventfd_read(fd)).or_raise(py)
}

/// Add to the count of an event descriptor.
#[pyfunction]
fn eventfd_write(py: Python<'_>, fd: Given<Fildes>, value: Given<u64>) -> PyResult<()> {
    let (fd, value) = (fd.get()?.fd(), value.get()?);
    once(py, || raw::eventfd_write(fd, value)).or_raise(py)
}
