//! Modes, and whether one may do something with a file.

use ostler::audit::events;
use ostler::os::AccessMode;
use ostler_sys::files;
use pyo3::prelude::*;

use super::system;
use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{DirFd, Given, Int, Spot, Takes, Truth, borrowed};
use crate::error::OrRaise as _;
use crate::{constants, functions};

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; access, chmod, fchmod);
    constants!(module; |mode: AccessMode| mode.bits() => ostler::os::{F_OK, R_OK, W_OK, X_OK});
    Ok(())
}

/// Whether this process may read, write or run a file: R_OK, W_OK, X_OK, or several of them with |. F_OK: whether it is there.
///
/// On Windows only W_OK asks more than F_OK does.
#[doc = crate::doc::dir_fd!()]
#[doc = crate::doc::effective_ids!()]
#[doc = crate::doc::follow_symlinks_on_unix!()]
#[doc = crate::doc::everywhere!()]
#[pyfunction]
#[pyo3(
    signature = (
        path, mode, *, dir_fd=Given::or(DirFd::CWD), effective_ids=Given::or(false),
        follow_symlinks=Given::or(true)
    ),
    text_signature = "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)"
)]
fn access(
    py: Python<'_>,
    path: &Bound<'_, PyAny>,
    mode: Int,
    dir_fd: Given<DirFd>,
    effective_ids: Truth,
    follow_symlinks: Truth,
) -> PyResult<bool> {
    let path = Takes::path("access").from(path)?;
    let (mode, dir_fd) = (mode.get()?, dir_fd.get()?);
    let how = system::Access::new(effective_ids.get()?, follow_symlinks.get()?)?;
    let spot = path.spot(dir_fd);
    blocking(py, || how.ask(spot, mode)).or_raise(py)
}

/// Change the mode of a file. On Windows it is whether it may be written: without S_IWRITE it may not.
#[doc = crate::doc::or_fd_alone!()]
#[doc = crate::doc::dir_fd!()]
#[doc = crate::doc::follow_symlinks!()]
#[doc = "NotImplementedError where the system cannot do that."]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::everywhere!()]
#[cfg_attr(unix, pyfunction(text_signature = "(path, mode, *, dir_fd=None, follow_symlinks=True)"))]
#[cfg_attr(
    windows,
    pyfunction(text_signature = "(path, mode, *, dir_fd=None, follow_symlinks=(os.name != 'nt'))")
)]
#[pyo3(signature = (
    path, mode, *, dir_fd=Given::or(DirFd::CWD), follow_symlinks=Given::or(system::CHMOD_FOLLOWS)
))]
fn chmod(
    py: Python<'_>,
    path: &Bound<'_, PyAny>,
    mode: Int,
    dir_fd: Given<DirFd>,
    follow_symlinks: Truth,
) -> PyResult<()> {
    let path = Takes::path("chmod").or_fd().from(path)?;
    let (mode, dir_fd, follow) = (mode.get()?, dir_fd.get()?, follow_symlinks.get()?);
    audit(py, events::Chmod { path: path.object(), mode, dir_fd: dir_fd.audited() })?;
    let (Spot { dir, name }, mode) = (path.spot(dir_fd), mode as u32);
    let changed = match path.fd() {
        Some(number) => blocking(py, || files::fchmod(borrowed(number), mode)),
        None if follow => blocking(py, || files::fchmodat(dir, name, mode)),
        None => blocking(py, || files::lchmodat(dir, name, mode)),
    };
    changed.map_err(|failure| system::chmod_failure(failure, &path, dir_fd, follow))
}

/// Change the mode of an open file. On Windows it is whether it may be written: without S_IWRITE it may not.
#[pyfunction]
fn fchmod(py: Python<'_>, fd: Int, mode: Int) -> PyResult<()> {
    let (number, mode) = (fd.get()?, mode.get()?);
    audit(py, events::Chmod { path: number, mode, dir_fd: -1 })?;
    blocking(py, || files::fchmod(borrowed(number), mode as u32)).or_raise(py)
}
