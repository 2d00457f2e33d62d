//! Links, hard and symbolic.

use ostler::audit::events;
use ostler_capi::version;
use ostler_sys::files::{self, AT_SYMLINK_FOLLOW};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{AnyDirFd, DirFd, Given, Spot, Takes, Truth, named};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; link, symlink, readlink);
    Ok(())
}

/// Give a file another name: a hard link. Before Python 3.14, a symbolic link is followed only where one of the directories is
/// given.
#[doc = crate::doc::src_dst_dir_fd!()]
#[doc = crate::doc::follow_symlinks!()]
#[doc = crate::doc::errors_of_both!()]
#[doc = crate::doc::everywhere!()]
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
    let follow = follow_symlinks.get()?;
    let (src_dir, dst_dir) = src_dir.usable(dst_dir, "link")?;
    audit(
        py,
        events::Link {
            src: src.object(),
            dst: dst.object(),
            src_dir_fd: src_dir.audited(),
            dst_dir_fd: dst_dir.audited(),
        },
    )?;
    // Until 3.14 it was, without directories, the system's own `link`, which follows none.
    let follows = follow && (version::since(14) || src_dir.is_given() || dst_dir.is_given());
    let (from, to) = (src.spot(src_dir), dst.spot(dst_dir));
    let flags = if follows { AT_SYMLINK_FOLLOW } else { 0 };
    blocking(py, || files::linkat(from.dir, from.name, to.dir, to.name, flags)).or_paths(&src, &dst)
}

/// Make a symbolic link, `dst`, that leads to `src`. On Windows, where that is not there yet, it is said whether it is a
/// directory.
#[doc = crate::doc::dir_fd!()]
#[doc = crate::doc::errors_of_both!()]
#[doc = crate::doc::everywhere!()]
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
    audit(py, events::Symlink { src: src.object(), dst: dst.object(), dir_fd: dir_fd.audited() })?;
    let (target, link) = (src.spot(DirFd::CWD), dst.spot(dir_fd));
    blocking(py, || files::symlinkat(target.name, link.dir, link.name, is_directory))
        .or_paths(&src, &dst)
}

/// Where a symbolic link leads; on Windows a junction, too.
#[doc = crate::doc::dir_fd!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::everywhere!()]
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
    audit(py, events::Readlink { path: path.object(), dir_fd: dir_fd.audited() })?;
    let Spot { dir, name } = path.spot(dir_fd);
    match blocking(py, || files::readlinkat(dir, name)).or_path(&path)? {
        Some(target) => named(py, &target, path.is_bytes()),
        None => Err(PyValueError::new_err("not a symbolic link")),
    }
}
