//! Unix: with a quick entry.

use ostler::audit::events;
use ostler::fd::IntoRawFd as _;
use ostler_capi::number::{of_i64, plain_int};
use ostler_capi::quick::Answer;
use ostler_capi::text;
use ostler_sys::fd::Fd;
use ostler_sys::{c, descriptors};
use pyo3::prelude::*;

use super::open;
use crate::audit::audit;
use crate::call::blocking;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    ostler_capi::quick!(module; open => quick_open);
    Ok(())
}

/// That programs the process runs do not inherit it.
pub(super) const NOT_INHERITABLE: i32 = c::O_CLOEXEC;

/// Of a path that is plain text, with or without a mode.
fn quick_open<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    let (path, flags, mode) = match args {
        [path, flags] => (path, flags, 0o777),
        [path, flags, mode] => (path, flags, plain_int(mode)?),
        _ => return None,
    };
    let (name, flags) = (text::plain(path)?, plain_int(flags)? | NOT_INHERITABLE);
    // Bound: what is let go of unbound here, where PyO3 does not count us as attached, would be kept for later.
    let none = py.None().into_bound(py);
    if let Err(refused) = audit(py, events::Open { path: &**path, mode: &none, flags }) {
        return Some(Err(refused.into()));
    }
    Some(match blocking(py, || descriptors::openat(Fd::CWD, name, flags, mode as u32)) {
        Ok(fd) => of_i64(py, i64::from(fd.into_raw_fd())).ok_or_else(|| PyErr::fetch(py).into()),
        Err(failure) => Err(failure.raised(py, Some(path))),
    })
}
