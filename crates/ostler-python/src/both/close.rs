//! Closing.

use ostler_capi::number::plain_int;
use ostler_capi::quick::Answer;
use ostler_sys::descriptors;
use pyo3::prelude::*;

use crate::call::once;
use crate::convert::Int;
use crate::error::{Failure, OrRaise as _};
use crate::functions;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    ostler_capi::quick!(module; close => quick_close);
    functions!(module; closerange);
    Ok(())
}

/// Close a file descriptor.
#[pyfunction]
fn close(py: Python<'_>, fd: Int) -> PyResult<()> {
    closed(py, fd.get()?).or_raise(py)
}

fn quick_close<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    let [fd] = args else { return None };
    Some(match closed(py, plain_int(fd)?) {
        Ok(()) => Ok(py.None().into_bound(py)),
        Err(failure) => Err(failure.raised(py, None)),
    })
}

#[inline]
fn closed(py: Python<'_>, number: i32) -> Result<(), Failure> {
    // Not again after a signal: the number is free by then, and may be another thread's.
    // SAFETY: a Python program closes what numbers it likes, and answers for it.
    #[allow(unsafe_code)]
    once(py, || unsafe { descriptors::close_raw(number) })
}

/// Close all descriptors from fd_low up to but not including fd_high. Errors are ignored.
#[pyfunction]
#[pyo3(signature = (fd_low, fd_high, /))]
fn closerange(py: Python<'_>, fd_low: Int, fd_high: Int) -> PyResult<()> {
    let (low, high) = (fd_low.get()?, fd_high.get()?);
    // SAFETY: a Python program closes what numbers it likes, and answers for it.
    #[allow(unsafe_code)]
    py.detach(|| unsafe { descriptors::closerange(low, high) });
    Ok(())
}
