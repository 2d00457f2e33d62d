//! Second descriptors for the same open file.

use ostler::errno;
use ostler::fd::IntoRawFd as _;
use ostler_sys::descriptors;
use pyo3::prelude::*;

use crate::call::{blocking, once};
use crate::convert::{Given, Int, Truth, borrowed};
use crate::error::OrRaise as _;
use crate::functions;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; dup, dup2);
    Ok(())
}

/// Return a duplicate of a file descriptor, which is not inheritable.
#[pyfunction]
#[pyo3(signature = (fd, /))]
fn dup(py: Python<'_>, fd: Int) -> PyResult<i32> {
    let fd = borrowed(fd.get()?);
    Ok(blocking(py, || descriptors::dup(fd)).or_raise(py)?.into_raw_fd())
}

/// Make fd2 a duplicate of a file descriptor, and return it. What it was before is closed.
#[pyfunction]
#[pyo3(
    signature = (fd, fd2, inheritable=Given::or(true)),
    text_signature = "(fd, fd2, inheritable=True)"
)]
fn dup2(py: Python<'_>, fd: Int, fd2: Int, inheritable: Truth) -> PyResult<i32> {
    let (fd, fd2, inheritable) = (fd.get()?, fd2.get()?, inheritable.get()?);
    once(py, || {
        if fd < 0 || fd2 < 0 {
            return Err(errno::EBADF);
        }
        // SAFETY: a Python program closes what numbers it likes, and answers for it.
        #[allow(unsafe_code)]
        unsafe {
            descriptors::dup2_raw(borrowed(fd), fd2, inheritable)
        }
    })
    .or_raise(py)?;
    Ok(fd2)
}
