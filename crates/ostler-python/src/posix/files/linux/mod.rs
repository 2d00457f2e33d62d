//! What only Linux has.

mod eventfd;
mod memfd;
mod statx;
mod timerfd;
mod xattr;

use pyo3::prelude::*;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    eventfd::add(module)?;
    memfd::add(module)?;
    statx::add(module)?;
    timerfd::add(module)?;
    xattr::add(module)
}
