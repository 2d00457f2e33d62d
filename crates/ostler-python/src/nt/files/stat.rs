//! The status of files.

use ostler::raw::files::{self, Stat};
use pyo3::prelude::*;

use crate::both::stat::{Time, unsigned};
use crate::call::blocking;
use crate::convert::{DirFd, Given, Int, PathArg, Takes, Truth, borrowed};
use crate::error::OrRaise as _;
use crate::ffi::kept::Kept;
use crate::ffi::number::{of_i64, of_u64};
use crate::ffi::structseq::{Field, StructSeq};
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; stat, lstat, fstat);
    module.add("stat_result", STAT_RESULT.type_object(module.py())?)
}

/// What `stat`, `lstat` and `fstat` give.
static STAT_RESULT: StructSeq = StructSeq::new(
    c"os.stat_result",
    c"stat_result: Result from stat, fstat, or lstat.",
    &[
        Field::Named(c"st_mode", c"protection bits"),
        Field::Named(c"st_ino", c"inode"),
        Field::Named(c"st_dev", c"device"),
        Field::Named(c"st_nlink", c"number of hard links"),
        Field::Named(c"st_uid", c"user ID of owner"),
        Field::Named(c"st_gid", c"group ID of owner"),
        Field::Named(c"st_size", c"total size, in bytes"),
        Field::Unnamed(c"integer time of last access"),
        Field::Unnamed(c"integer time of last modification"),
        Field::Unnamed(c"integer time of last change"),
        Field::Named(c"st_atime", c"time of last access"),
        Field::Named(c"st_mtime", c"time of last modification"),
        Field::Named(c"st_ctime", c"time of last change"),
        Field::Named(c"st_atime_ns", c"time of last access in nanoseconds"),
        Field::Named(c"st_mtime_ns", c"time of last modification in nanoseconds"),
        Field::Named(c"st_ctime_ns", c"time of last change in nanoseconds"),
        Field::Named(c"st_birthtime", c"time of creation"),
        Field::Named(c"st_birthtime_ns", c"time of creation in nanoseconds"),
        Field::Named(c"st_file_attributes", c"Windows file attribute bits"),
        Field::Named(c"st_reparse_tag", c"Windows reparse tag"),
    ],
    10,
)
.of_times();

/// Numbers that many files share: what kind of file it is, on which volume.
static SHARED: Kept = Kept::new();

/// The result, with times in all their forms.
pub(super) fn stat_result<'py>(py: Python<'py>, stat: &Stat) -> PyResult<Bound<'py, PyAny>> {
    let [mode, device, none, attributes, tag] = SHARED.all(
        py,
        [
            u64::from(stat.st_mode),
            stat.st_dev,
            0,
            u64::from(stat.st_file_attributes),
            u64::from(stat.st_reparse_tag),
        ],
    );
    let stamps = [stat.accessed, stat.modified, stat.born];
    let [first, second, third] = stamps.map(|stamp| Time::new(py, stamp));
    STAT_RESULT.filled(
        py,
        [
            mode,
            unsigned(py, stat.st_ino),
            device,
            of_u64(py, stat.st_nlink),
            none.clone(),
            none,
            of_i64(py, stat.st_size as i64),
            first.seconds,
            second.seconds,
            third.seconds.clone(),
            first.float,
            second.float,
            third.float.clone(),
            first.nanoseconds,
            second.nanoseconds,
            third.nanoseconds.clone(),
            third.float,
            third.nanoseconds,
            attributes,
            tag,
        ],
    )
}

/// The status of a path or descriptor.
fn status<'py>(
    py: Python<'py>,
    function: &str,
    path: &PathArg<'py>,
    dir_fd: DirFd,
    follow_symlinks: bool,
) -> PyResult<Bound<'py, PyAny>> {
    path.check_options(function, dir_fd, follow_symlinks)?;
    let name = path.w_str();
    let stat = match path.fd() {
        Some(number) => blocking(py, || files::fstat(borrowed(number))),
        None => blocking(py, || files::stat(name, follow_symlinks)),
    };
    stat_result(py, &stat.or_path(path)?)
}

/// The status of a file, by its path or an open descriptor.
#[pyfunction]
#[pyo3(
    signature = (path, *, dir_fd=Given::or(DirFd::CWD), follow_symlinks=Given::or(true)),
    text_signature = "(path, *, dir_fd=None, follow_symlinks=True)"
)]
fn stat<'py>(
    py: Python<'py>,
    path: &Bound<'py, PyAny>,
    dir_fd: Given<DirFd>,
    follow_symlinks: Truth,
) -> PyResult<Bound<'py, PyAny>> {
    let path = Takes::path("stat").or_fd().from(path)?;
    status(py, "stat", &path, dir_fd.get()?, follow_symlinks.get()?)
}

/// The status of a file, of a symbolic link itself.
#[pyfunction]
#[pyo3(
    signature = (path, *, dir_fd=Given::or(DirFd::CWD)),
    text_signature = "(path, *, dir_fd=None)"
)]
fn lstat<'py>(
    py: Python<'py>,
    path: &Bound<'py, PyAny>,
    dir_fd: Given<DirFd>,
) -> PyResult<Bound<'py, PyAny>> {
    let path = Takes::path("lstat").from(path)?;
    status(py, "lstat", &path, dir_fd.get()?, false)
}

/// The status of an open file.
#[pyfunction]
fn fstat(py: Python<'_>, fd: Int) -> PyResult<Bound<'_, PyAny>> {
    let number = fd.get()?;
    let stat = blocking(py, || files::fstat(borrowed(number))).or_raise(py)?;
    stat_result(py, &stat)
}
