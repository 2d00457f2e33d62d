//! Pseudo-terminals.

use std::os::fd::IntoRawFd as _;

use ostler_capi::text::decoded;
use ostler_sys::descriptors;
use pyo3::prelude::*;

use crate::call::{blocking, once};
use crate::convert::{Fildes, Given, Int};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; openpty, posix_openpt, grantpt, unlockpt, ptsname, login_tty);
    Ok(())
}

/// Open a pseudo-terminal, and return its two ends: the master and the terminal. They are not inheritable.
#[pyfunction]
fn openpty(py: Python<'_>) -> PyResult<(i32, i32)> {
    let (master, terminal) = blocking(py, descriptors::openpty).or_raise(py)?;
    Ok((master.into_raw_fd(), terminal.into_raw_fd()))
}

/// Open the master of a pseudo-terminal. The descriptor is not inheritable.
#[pyfunction]
#[pyo3(signature = (oflag, /))]
fn posix_openpt(py: Python<'_>, oflag: Int) -> PyResult<i32> {
    let flags = oflag.get()?;
    Ok(blocking(py, || descriptors::posix_openpt(flags)).or_raise(py)?.into_raw_fd())
}

/// Give the user of the process the terminal of a master.
#[pyfunction]
#[pyo3(signature = (fd, /))]
fn grantpt(py: Python<'_>, fd: Given<Fildes>) -> PyResult<()> {
    let fd = fd.get()?.fd();
    blocking(py, || descriptors::grantpt(fd)).or_raise(py)
}

/// Unlock the terminal of a master, so that it can be opened.
#[pyfunction]
#[pyo3(signature = (fd, /))]
fn unlockpt(py: Python<'_>, fd: Given<Fildes>) -> PyResult<()> {
    let fd = fd.get()?.fd();
    blocking(py, || descriptors::unlockpt(fd)).or_raise(py)
}

/// The path of the terminal of a master.
#[pyfunction]
#[pyo3(signature = (fd, /))]
fn ptsname(py: Python<'_>, fd: Given<Fildes>) -> PyResult<Bound<'_, PyAny>> {
    let fd = fd.get()?.fd();
    let name = blocking(py, || descriptors::ptsname(fd)).or_raise(py)?;
    decoded(py, name.to_bytes())
}

/// Begin a session on a terminal: it becomes standard input, output and error, and the process leads the session. The
/// descriptor is closed.
#[pyfunction]
#[pyo3(signature = (fd, /))]
fn login_tty(py: Python<'_>, fd: Given<Fildes>) -> PyResult<()> {
    let number = fd.get()?.number();
    // SAFETY: a Python program closes what numbers it likes, and answers for it.
    #[allow(unsafe_code)]
    once(py, || unsafe { descriptors::login_tty_raw(number) }).or_raise(py)
}
