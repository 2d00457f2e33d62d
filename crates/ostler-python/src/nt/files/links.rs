//! Links, hard and symbolic, and junctions.

use ostler::os::At;
use ostler::raw::files;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{AnyDirFd, DirFd, Given, Takes, Truth};
use crate::error::{Failure, OrRaise as _};
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; link, symlink, readlink);
    Ok(())
}

/// Give a file another name.
#[pyfunction]
#[pyo3(
    signature = (
        src, dst, *, src_dir_fd=Given::or(AnyDirFd::CWD), dst_dir_fd=Given::or(AnyDirFd::CWD),
        follow_symlinks=Given::or(true)
    ),
    text_signature = "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)"
)]
fn link(
    py: Python<'_>,
    src: &Bound<'_, PyAny>,
    dst: &Bound<'_, PyAny>,
    src_dir_fd: Given<AnyDirFd>,
    dst_dir_fd: Given<AnyDirFd>,
    follow_symlinks: Truth,
) -> PyResult<()> {
    let src = Takes::path("link").named("src").from(src)?;
    let dst = Takes::path("link").named("dst").from(dst)?;
    let (src_dir, dst_dir) = (src_dir_fd.get()?, dst_dir_fd.get()?);
    follow_symlinks.get()?;
    src_dir.neither(dst_dir, "link")?;
    audit(py, c"os.link", (src.object(), dst.object(), src_dir.audited(), dst_dir.audited()))?;
    let (from, to) = (src.w_str(), dst.w_str());
    blocking(py, || files::link(from, to)).or_paths(&src, &dst)
}

/// Make a symbolic link, `dst`, that leads to `src`. Where that is not there yet, it is said whether it is a directory.
#[pyfunction]
#[pyo3(
    signature = (src, dst, target_is_directory=Given::or(false), *, dir_fd=Given::or(DirFd::CWD)),
    text_signature = "(src, dst, target_is_directory=False, *, dir_fd=None)"
)]
fn symlink(
    py: Python<'_>,
    src: &Bound<'_, PyAny>,
    dst: &Bound<'_, PyAny>,
    target_is_directory: Truth,
    dir_fd: Given<DirFd>,
) -> PyResult<()> {
    let src = Takes::path("symlink").named("src").from(src)?;
    let dst = Takes::path("symlink").named("dst").from(dst)?;
    let (is_directory, dir_fd) = (target_is_directory.get()?, dir_fd.get()?);
    audit(py, c"os.symlink", (src.object(), dst.object(), dir_fd.audited()))?;
    let (target, name) = (src.path(), dst.path());
    let made = py.detach(|| ostler::os::symlink_with(target, name, is_directory, At::cwd()));
    made.map_err(|error| Failure::of_any(&error)).or_paths(&src, &dst)
}

/// Where a symbolic link or a junction leads.
#[pyfunction]
#[pyo3(
    signature = (path, *, dir_fd=Given::or(DirFd::CWD)),
    text_signature = "(path, *, dir_fd=None)"
)]
fn readlink<'py>(
    py: Python<'py>,
    path: &Bound<'py, PyAny>,
    dir_fd: Given<DirFd>,
) -> PyResult<Bound<'py, PyAny>> {
    let path = Takes::path("readlink").from(path)?;
    let dir_fd = dir_fd.get()?;
    audit(py, c"os.readlink", (path.object(), dir_fd.audited()))?;
    let name = path.w_str();
    match blocking(py, || files::readlink(name)).or_path(&path)? {
        Some(target) => path.name(&target),
        None => Err(PyValueError::new_err("not a symbolic link")),
    }
}
