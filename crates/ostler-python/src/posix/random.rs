//! Random numbers.

use ostler::errno;
use ostler_sys::{c, random};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::convert::{Given, Int, Size};
use crate::error::{Failure, OrRaise as _};
use crate::functions;
use crate::memory::filled;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::both::random::add(module)?;
    functions!(module; getrandom);
    module.add("GRND_NONBLOCK", c::GRND_NONBLOCK)?;
    module.add("GRND_RANDOM", c::GRND_RANDOM)
}

/// Up to so many random bytes from the system.
#[pyfunction]
#[pyo3(signature = (size, flags=Given::or(0)), text_signature = "(size, flags=0)")]
fn getrandom(py: Python<'_>, size: Given<Size>, flags: Int) -> PyResult<Bound<'_, PyBytes>> {
    let (size, flags) = (size.get()?.0, flags.get()?.cast_unsigned());
    let size = usize::try_from(size).map_err(|_| Failure::System(errno::EINVAL)).or_raise(py)?;
    filled(py, size, |room| Ok(random::getrandom(room, flags)?.0)).or_raise(py)
}
