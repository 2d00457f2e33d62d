//! Files in memory.

use std::os::fd::IntoRawFd as _;

use ostler_capi::text::Encoded;
use ostler_sys::c;
use ostler_sys::linux::memfd as raw;
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{Given, Masked};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; memfd_create);
    macro_rules! constants {
        ($($name:ident),* $(,)?) => { $(module.add(stringify!($name), c::$name)?;)* };
    }
    constants! {
        MFD_CLOEXEC, MFD_ALLOW_SEALING, MFD_HUGETLB, MFD_HUGE_SHIFT, MFD_HUGE_MASK, MFD_HUGE_64KB,
        MFD_HUGE_512KB, MFD_HUGE_1MB, MFD_HUGE_2MB, MFD_HUGE_8MB, MFD_HUGE_16MB, MFD_HUGE_32MB,
        MFD_HUGE_256MB, MFD_HUGE_512MB, MFD_HUGE_1GB, MFD_HUGE_2GB, MFD_HUGE_16GB,
    }
    Ok(())
}

/// Make a file in memory. The name is shown where the system lists open files, and need not be the only one of its kind.
#[pyfunction]
#[pyo3(
    signature = (name, flags=Given::or(Masked(c::MFD_CLOEXEC))),
    text_signature = "(name, flags=1)"
)]
fn memfd_create(py: Python<'_>, name: &Bound<'_, PyAny>, flags: Given<Masked>) -> PyResult<i32> {
    let name = Encoded::of_path(name)?;
    let flags = flags.get()?.0;
    let name = name.c_str().unwrap_or_default();
    Ok(blocking(py, || raw::memfd_create(name, flags)).or_raise(py)?.into_raw_fd())
}
