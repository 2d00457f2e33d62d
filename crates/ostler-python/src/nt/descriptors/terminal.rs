//! Consoles.

use ostler::fd::BorrowedFd;
use pyo3::prelude::*;

use crate::convert::Int;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; _supports_virtual_terminal, device_encoding);
    Ok(())
}

/// Whether the console that standard error is obeys escape sequences.
#[pyfunction]
fn _supports_virtual_terminal() -> bool {
    ostler_sys::descriptors::obeys_sequences()
}

/// The encoding of a console, by its name; None if the descriptor is not a console.
#[pyfunction]
fn device_encoding(fd: Int) -> PyResult<Option<String>> {
    // SAFETY: a Python program uses the numbers of descriptors as it likes, and answers for it.
    #[allow(unsafe_code)]
    let fd = unsafe { BorrowedFd::borrow_raw(fd.get()?) };
    Ok(ostler::os::device_encoding(fd))
}
