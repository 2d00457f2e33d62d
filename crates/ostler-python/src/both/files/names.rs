//! Removing and renaming files.

use ostler::audit::events;
use ostler_sys::files;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::{AnyDirFd, DirFd, Given, Spot, Takes};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; unlink, remove, rename, replace);
    Ok(())
}

fn unlinked(
    py: Python<'_>,
    function: &'static str,
    path: &Bound<'_, PyAny>,
    dir_fd: Given<DirFd>,
) -> PyResult<()> {
    let path = Takes::path(function).from(path)?;
    let dir_fd = dir_fd.get()?;
    audit(py, events::Remove { path: path.object(), dir_fd: dir_fd.audited() })?;
    let Spot { dir, name } = path.spot(dir_fd);
    blocking(py, || files::unlinkat(dir, name)).or_path(&path)
}

/// Remove a file.
#[doc = crate::doc::dir_fd!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::everywhere!()]
#[pyfunction]
#[pyo3(
    signature = (path, *, dir_fd=Given::or(DirFd::CWD)),
    text_signature = "(path, *, dir_fd=None)"
)]
fn unlink(py: Python<'_>, path: &Bound<'_, PyAny>, dir_fd: Given<DirFd>) -> PyResult<()> {
    unlinked(py, "unlink", path, dir_fd)
}

/// Remove a file, the same as unlink().
#[doc = crate::doc::dir_fd!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::everywhere!()]
#[pyfunction]
#[pyo3(
    signature = (path, *, dir_fd=Given::or(DirFd::CWD)),
    text_signature = "(path, *, dir_fd=None)"
)]
fn remove(py: Python<'_>, path: &Bound<'_, PyAny>, dir_fd: Given<DirFd>) -> PyResult<()> {
    unlinked(py, "remove", path, dir_fd)
}

fn renamed(
    py: Python<'_>,
    function: &'static str,
    src: &Bound<'_, PyAny>,
    dst: &Bound<'_, PyAny>,
    src_dir_fd: Given<AnyDirFd>,
    dst_dir_fd: Given<AnyDirFd>,
) -> PyResult<()> {
    let src = Takes::path(function).named("src").from(src)?;
    let dst = Takes::path(function).named("dst").from(dst)?;
    let (src_dir, dst_dir) = (src_dir_fd.get()?, dst_dir_fd.get()?);
    audit(
        py,
        events::Rename {
            src: src.object(),
            dst: dst.object(),
            src_dir_fd: src_dir.audited(),
            dst_dir_fd: dst_dir.audited(),
        },
    )?;
    let (src_dir, dst_dir) = src_dir.usable(dst_dir, function)?;
    let (from, to, replaces) = (src.spot(src_dir), dst.spot(dst_dir), function == "replace");
    let renamed = blocking(py, || {
        if replaces {
            files::replaceat(from.dir, from.name, to.dir, to.name)
        } else {
            files::renameat(from.dir, from.name, to.dir, to.name)
        }
    });
    renamed.or_paths(&src, &dst)
}

/// Rename a file or directory. On Windows what has the name already is an error.
#[doc = crate::doc::src_dst_dir_fd!()]
#[doc = crate::doc::errors_of_both!()]
#[doc = crate::doc::everywhere!()]
#[pyfunction]
#[pyo3(
    signature = (
        src, dst, *, src_dir_fd=Given::or(AnyDirFd::CWD), dst_dir_fd=Given::or(AnyDirFd::CWD)
    ),
    text_signature = "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)"
)]
fn rename(
    py: Python<'_>,
    src: &Bound<'_, PyAny>,
    dst: &Bound<'_, PyAny>,
    src_dir_fd: Given<AnyDirFd>,
    dst_dir_fd: Given<AnyDirFd>,
) -> PyResult<()> {
    renamed(py, "rename", src, dst, src_dir_fd, dst_dir_fd)
}

/// Rename a file or directory; a file that has the name already is replaced.
#[doc = crate::doc::src_dst_dir_fd!()]
#[doc = crate::doc::errors_of_both!()]
#[doc = crate::doc::everywhere!()]
#[pyfunction]
#[pyo3(
    signature = (
        src, dst, *, src_dir_fd=Given::or(AnyDirFd::CWD), dst_dir_fd=Given::or(AnyDirFd::CWD)
    ),
    text_signature = "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)"
)]
fn replace(
    py: Python<'_>,
    src: &Bound<'_, PyAny>,
    dst: &Bound<'_, PyAny>,
    src_dir_fd: Given<AnyDirFd>,
    dst_dir_fd: Given<AnyDirFd>,
) -> PyResult<()> {
    renamed(py, "replace", src, dst, src_dir_fd, dst_dir_fd)
}
