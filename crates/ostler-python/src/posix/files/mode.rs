//! Who may do what: modes, owners, and whether one may.

use ostler::raw::{c, files};
use pyo3::exceptions::{PyNotImplementedError, PyValueError};
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{DirFd, Gid, Given, Int, Takes, Truth, Uid, borrowed};
use crate::error::{Failure, OrRaise as _};
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; access, chmod, fchmod, chown, fchown, lchown);
    for (name, value) in
        [("F_OK", c::F_OK), ("R_OK", c::R_OK), ("W_OK", c::W_OK), ("X_OK", c::X_OK)]
    {
        module.add(name, value)?;
    }
    Ok(())
}

/// Whether the user may do something with a file: what, says the mode.
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
    let (mode, dir) = (mode.get()?, dir_fd.get()?.fd());
    let effective = if effective_ids.get()? { c::AT_EACCESS } else { 0 };
    let nofollow = if follow_symlinks.get()? { 0 } else { files::AT_SYMLINK_NOFOLLOW };
    let name = path.c_str();
    match blocking(py, || files::faccessat(dir, name, mode, effective | nofollow)) {
        Ok(()) => Ok(true),
        Err(Failure::System(_)) => Ok(false),
        Err(Failure::Raised(error)) => Err(error),
    }
}

/// Change the mode of a file.
#[pyfunction]
#[pyo3(
    signature = (path, mode, *, dir_fd=Given::or(DirFd::CWD), follow_symlinks=Given::or(true)),
    text_signature = "(path, mode, *, dir_fd=None, follow_symlinks=True)"
)]
fn chmod(
    py: Python<'_>,
    path: &Bound<'_, PyAny>,
    mode: Int,
    dir_fd: Given<DirFd>,
    follow_symlinks: Truth,
) -> PyResult<()> {
    let path = Takes::path("chmod").or_fd().from(path)?;
    let (mode, dir_fd, follow) = (mode.get()?, dir_fd.get()?, follow_symlinks.get()?);
    audit(py, c"os.chmod", (path.object(), mode, dir_fd.audited()))?;
    let (dir, name, bits) = (dir_fd.fd(), path.c_str(), mode as u32);
    match path.fd() {
        Some(number) => blocking(py, || files::fchmod(borrowed(number), bits)).or_path(&path),
        None if follow => blocking(py, || files::fchmodat(dir, name, bits)).or_path(&path),
        None => match blocking(py, || files::lchmodat(dir, name, bits)) {
            // A symbolic link has no mode of its own here.
            Err(Failure::System(ostler::errno::EOPNOTSUPP)) if dir_fd.is_given() => {
                let text = "chmod: cannot use dir_fd and follow_symlinks together";
                Err(PyValueError::new_err(text))
            }
            Err(Failure::System(ostler::errno::EOPNOTSUPP)) => {
                let text = "chmod: follow_symlinks unavailable on this platform";
                Err(PyNotImplementedError::new_err(text))
            }
            other => other.or_path(&path),
        },
    }
}

/// Change the mode of an open file.
#[pyfunction]
fn fchmod(py: Python<'_>, fd: Int, mode: Int) -> PyResult<()> {
    let (number, mode) = (fd.get()?, mode.get()?);
    audit(py, c"os.chmod", (number, mode, -1))?;
    blocking(py, || files::fchmod(borrowed(number), mode as u32)).or_raise(py)
}

/// Change the owner and group of a file; -1 leaves one as it is.
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
    audit(py, c"os.chown", (path.object(), uid, gid, dir_fd.audited()))?;
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
    audit(py, c"os.chown", (number, uid, gid, -1))?;
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
    audit(py, c"os.chown", (path.object(), uid, gid, -1))?;
    let (dir, name) = (DirFd::CWD.fd(), path.c_str());
    blocking(py, || files::fchownat(dir, name, uid, gid, files::AT_SYMLINK_NOFOLLOW)).or_path(&path)
}
