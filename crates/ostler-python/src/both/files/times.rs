//! The times of files.

use ostler::audit::events;
use pyo3::prelude::*;

use super::system;
use crate::audit::audit;
use crate::both::times::set_times;
use crate::convert::{DirFd, Given, Optional, Truth};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; utime);
    Ok(())
}

/// Set the times of a file: in seconds, in nanoseconds, or to this moment.
#[doc = crate::doc::or_fd!()]
#[doc = crate::doc::dir_fd!()]
#[doc = crate::doc::follow_symlinks_on_unix!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::everywhere!()]
#[pyfunction]
#[pyo3(
    signature = (
        path, times=None, *, ns=Optional::LEFT_OUT, dir_fd=Given::or(DirFd::CWD), follow_symlinks=Given::or(true)
    ),
    text_signature = "(path, times=None, *, ns=..., dir_fd=None, follow_symlinks=True)"
)]
fn utime(
    py: Python<'_>,
    path: &Bound<'_, PyAny>,
    times: Option<&Bound<'_, PyAny>>,
    ns: Optional<'_>,
    dir_fd: Given<DirFd>,
    follow_symlinks: Truth,
) -> PyResult<()> {
    let path = system::UTIME.from(path)?;
    let (dir_fd, follow, ns) = (dir_fd.get()?, follow_symlinks.get()?, ns.given());
    let none = py.None().into_bound(py);
    let (path_given, dir) = (path.object(), dir_fd.audited());
    let (times_given, ns_given) = (times.unwrap_or(&none), ns.unwrap_or(&none));
    let event = events::Utime { path: path_given, times: times_given, ns: ns_given, dir_fd: dir };
    audit(py, event)?;
    let times = set_times(times, ns)?;
    path.check_options("utime", dir_fd, follow)?;
    system::utime(&path, dir_fd, times, follow)?.or_path(&path)
}
