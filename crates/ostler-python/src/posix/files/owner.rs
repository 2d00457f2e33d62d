//! Owners of files.

use ostler::audit::events;
use ostler_sys::files;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{DirFd, Gid, Given, Int, Takes, Truth, Uid, borrowed};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; chown, fchown, lchown);
    Ok(())
}

/// Change the owner and group of a file; -1 leaves one as it is.
#[doc = crate::doc::or_fd!()]
#[doc = crate::doc::dir_fd!()]
#[doc = crate::doc::follow_symlinks!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::on_unix!()]
#[pyfunction]
#[pyo3(
    signature = (path, uid, gid, *, dir_fd=Given::or(DirFd::CWD), follow_symlinks=Given::or(true)),
    text_signature = "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)"
)]
fn chown(
    py: Python<'_>,
    path: &Bound<'_, PyAny>,
    uid: Given<Uid>,
    gid: Given<Gid>,
    dir_fd: Given<DirFd>,
    follow_symlinks: Truth,
) -> PyResult<()> {
    let path = Takes::path("chown").or_fd().from(path)?;
    let (Uid(uid), Gid(gid)) = (uid.get()?, gid.get()?);
    let (dir_fd, follow) = (dir_fd.get()?, follow_symlinks.get()?);
    if path.fd().is_some() && dir_fd.is_given() {
        return Err(PyValueError::new_err("chown: can't specify both dir_fd and fd"));
    }
    path.check_options("chown", dir_fd, follow)?;
    audit(py, events::Chown { path: path.object(), uid, gid, dir_fd: dir_fd.audited() })?;
    let (dir, name) = (dir_fd.fd(), path.c_str());
    if let Some(number) = path.fd() {
        blocking(py, || files::fchown(borrowed(number), uid, gid))
    } else {
        let flags = if follow { 0 } else { files::AT_SYMLINK_NOFOLLOW };
        blocking(py, || files::fchownat(dir, name, uid, gid, flags))
    }
    .or_path(&path)
}

/// Change the owner and group of an open file.
#[pyfunction]
fn fchown(py: Python<'_>, fd: Int, uid: Given<Uid>, gid: Given<Gid>) -> PyResult<()> {
    let (number, Uid(uid), Gid(gid)) = (fd.get()?, uid.get()?, gid.get()?);
    audit(py, events::Chown { path: number, uid, gid, dir_fd: -1 })?;
    blocking(py, || files::fchown(borrowed(number), uid, gid)).or_raise(py)
}

/// Change the owner and group of a file, of a symbolic link itself.
#[pyfunction]
fn lchown(
    py: Python<'_>,
    path: &Bound<'_, PyAny>,
    uid: Given<Uid>,
    gid: Given<Gid>,
) -> PyResult<()> {
    let path = Takes::path("lchown").from(path)?;
    let (Uid(uid), Gid(gid)) = (uid.get()?, gid.get()?);
    audit(py, events::Chown { path: path.object(), uid, gid, dir_fd: -1 })?;
    let (dir, name) = (DirFd::CWD.fd(), path.c_str());
    blocking(py, || files::fchownat(dir, name, uid, gid, files::AT_SYMLINK_NOFOLLOW)).or_path(&path)
}
