//! Consoles.

use ostler::fd::BorrowedFd;
use pyo3::prelude::*;

use crate::convert::Int;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; device_encoding);
    Ok(())
}

/// The encoding of a console, by its name; None if the descriptor is not a console.
#[pyfunction]
fn device_encoding(fd: Int) -> PyResult<Option<String>> {
    // SAFETY: a Python program uses the numbers of descriptors as it likes, and answers for it.
    #[allow(unsafe_code)]
    let fd = unsafe { BorrowedFd::borrow_raw(fd.get()?) };
    Ok(ostler::os::device_encoding(fd))
}
