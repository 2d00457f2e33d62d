//! Names of files: links, symbolic links, renaming.

use std::os::unix::ffi::OsStrExt as _;

use ostler::raw::{c, files};
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{DirFd, Given, Takes, Truth};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; link, symlink, readlink, rename, replace);
    Ok(())
}

/// Give a file another name. A symbolic link is followed where that is asked for.
#[pyfunction]
#[pyo3(
    signature = (
        src, dst, *, src_dir_fd=Given::or(DirFd::CWD), dst_dir_fd=Given::or(DirFd::CWD),
        follow_symlinks=Given::or(true)
    ),
    text_signature = "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)"
)]
fn link(
    py: Python<'_>,
    src: &Bound<'_, PyAny>,
    dst: &Bound<'_, PyAny>,
    src_dir_fd: Given<DirFd>,
    dst_dir_fd: Given<DirFd>,
    follow_symlinks: Truth,
) -> PyResult<()> {
    let src = Takes::path("link").named("src").from(src)?;
    let dst = Takes::path("link").named("dst").from(dst)?;
    let (src_dir, dst_dir) = (src_dir_fd.get()?, dst_dir_fd.get()?);
    let follow = follow_symlinks.get()?;
    let numbers = (src_dir.audited(), dst_dir.audited());
    audit(py, c"os.link", (src.object(), dst.object(), numbers.0, numbers.1))?;
    // Without directories it is the system's own `link`, which follows none here.
    let follows = follow && (src_dir.is_given() || dst_dir.is_given());
    let flags = if follows { c::AT_SYMLINK_FOLLOW } else { 0 };
    let (from, from_dir, to, to_dir) = (src.c_str(), src_dir.fd(), dst.c_str(), dst_dir.fd());
    blocking(py, || files::linkat(from_dir, from, to_dir, to, flags)).or_paths(&src, &dst)
}

/// Make a symbolic link, `dst`, that leads to `src`.
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
    target_is_directory.get()?;
    let dir_fd = dir_fd.get()?;
    audit(py, c"os.symlink", (src.object(), dst.object(), dir_fd.audited()))?;
    let (target, name, dir) = (src.c_str(), dst.c_str(), dir_fd.fd());
    blocking(py, || files::symlinkat(target, dir, name)).or_paths(&src, &dst)
}

/// Where a symbolic link leads.
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
    let (dir, name) = (dir_fd.fd(), path.c_str());
    let target = blocking(py, || files::readlinkat(dir, name)).or_path(&path)?;
    path.name(target.as_bytes())
}

fn renamed(
    py: Python<'_>,
    takes: Takes,
    src: &Bound<'_, PyAny>,
    dst: &Bound<'_, PyAny>,
    src_dir_fd: Given<DirFd>,
    dst_dir_fd: Given<DirFd>,
) -> PyResult<()> {
    let src = takes.named("src").from(src)?;
    let dst = takes.named("dst").from(dst)?;
    let (src_dir, dst_dir) = (src_dir_fd.get()?, dst_dir_fd.get()?);
    let numbers = (src_dir.audited(), dst_dir.audited());
    audit(py, c"os.rename", (src.object(), dst.object(), numbers.0, numbers.1))?;
    let (from, from_dir, to, to_dir) = (src.c_str(), src_dir.fd(), dst.c_str(), dst_dir.fd());
    blocking(py, || files::renameat(from_dir, from, to_dir, to)).or_paths(&src, &dst)
}

/// Rename a file or directory.
#[pyfunction]
#[pyo3(
    signature = (
        src, dst, *, src_dir_fd=Given::or(DirFd::CWD), dst_dir_fd=Given::or(DirFd::CWD)
    ),
    text_signature = "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)"
)]
fn rename(
    py: Python<'_>,
    src: &Bound<'_, PyAny>,
    dst: &Bound<'_, PyAny>,
    src_dir_fd: Given<DirFd>,
    dst_dir_fd: Given<DirFd>,
) -> PyResult<()> {
    renamed(py, Takes::path("rename"), src, dst, src_dir_fd, dst_dir_fd)
}

/// Rename a file or directory; a file that has the name already is replaced.
#[pyfunction]
#[pyo3(
    signature = (
        src, dst, *, src_dir_fd=Given::or(DirFd::CWD), dst_dir_fd=Given::or(DirFd::CWD)
    ),
    text_signature = "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)"
)]
fn replace(
    py: Python<'_>,
    src: &Bound<'_, PyAny>,
    dst: &Bound<'_, PyAny>,
    src_dir_fd: Given<DirFd>,
    dst_dir_fd: Given<DirFd>,
) -> PyResult<()> {
    renamed(py, Takes::path("replace"), src, dst, src_dir_fd, dst_dir_fd)
}
