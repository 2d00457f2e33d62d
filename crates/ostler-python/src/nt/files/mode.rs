//! The read-only attribute, and whether a file may be reached.

use ostler::os::AccessMode;
use ostler::raw::files;
use ostler::stat::S_IWUSR;
use pyo3::exceptions::PyNotImplementedError;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{DirFd, Given, Int, Takes, Truth, borrowed};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; access, chmod, fchmod, lchmod);
    Ok(())
}

/// Whether a file is there, and may be written where that is asked.
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
    let mode = AccessMode::from_bits_retain(mode.get()?);
    dir_fd.get()?;
    let option = match (effective_ids.get()?, follow_symlinks.get()?) {
        (_, false) => "follow_symlinks",
        (true, true) => "effective_ids",
        (false, true) => {
            let name = path.path();
            return Ok(py.detach(|| ostler::os::access(name, mode)));
        }
    };
    let text = format!("access: {option} unavailable on this platform");
    Err(PyNotImplementedError::new_err(text))
}

/// Whether a mode says that a file is only to be read.
fn is_read_only(mode: i32) -> bool {
    mode as u32 & S_IWUSR == 0
}

/// Set whether a file may be written: without S_IWRITE it may not. A symbolic link is changed itself, unless it is followed.
#[pyfunction]
#[pyo3(
    signature = (path, mode, *, dir_fd=Given::or(DirFd::CWD), follow_symlinks=Given::or(false)),
    text_signature = "(path, mode, *, dir_fd=None, follow_symlinks=(os.name != 'nt'))"
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
    let (name, read_only) = (path.w_str(), is_read_only(mode));
    match path.fd() {
        Some(number) => blocking(py, || files::fchmod(borrowed(number), read_only)),
        None => blocking(py, || files::chmod(name, read_only, follow)),
    }
    .or_path(&path)
}

/// Set whether an open file may be written: without S_IWRITE it may not.
#[pyfunction]
fn fchmod(py: Python<'_>, fd: Int, mode: Int) -> PyResult<()> {
    let (number, mode) = (fd.get()?, mode.get()?);
    audit(py, c"os.chmod", (number, mode, -1))?;
    blocking(py, || files::fchmod(borrowed(number), is_read_only(mode))).or_raise(py)
}

/// Set whether a file may be written, of a symbolic link itself.
#[pyfunction]
fn lchmod(py: Python<'_>, path: &Bound<'_, PyAny>, mode: Int) -> PyResult<()> {
    let path = Takes::path("lchmod").from(path)?;
    let mode = mode.get()?;
    audit(py, c"os.chmod", (path.object(), mode, -1))?;
    let name = path.w_str();
    blocking(py, || files::chmod(name, is_read_only(mode), false)).or_path(&path)
}
