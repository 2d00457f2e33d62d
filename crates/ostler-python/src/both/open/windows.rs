//! Windows.

use ostler::errno::Errno;
use ostler::fd::OwnedFd;
use ostler_sys::{c, descriptors};
use pyo3::prelude::*;

use super::open;
use crate::convert::Spot;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; open);
    Ok(())
}

/// That programs the process runs do not inherit it.
pub(super) const NOT_INHERITABLE: i32 = c::O_NOINHERIT;

pub(super) fn opened(spot: Spot<'_>, flags: i32, mode: i32) -> Result<OwnedFd, Errno> {
    descriptors::openat(spot.dir, spot.name, flags, mode as u32)
}
