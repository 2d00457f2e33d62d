//! The status of files.

use ostler::raw::files::{self, Stamp, Stat};
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{DirFd, Given, Int, PathArg, Takes, Truth, borrowed};
use crate::error::OrRaise as _;
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
        Field::Named(c"st_blksize", c"blocksize for filesystem I/O"),
        Field::Named(c"st_blocks", c"number of blocks allocated"),
        Field::Named(c"st_rdev", c"device type (if inode device)"),
    ],
    10,
)
.of_times();

/// Where the times are: in whole seconds, as floats, in nanoseconds.
const SECONDS: usize = 7;
const FLOATS: usize = 10;
const NANOSECONDS: usize = 13;

/// The result, with times in all their forms.
pub(super) fn stat_result<'py>(py: Python<'py>, stat: &Stat) -> PyResult<Bound<'py, PyAny>> {
    let mut result = STAT_RESULT.start(py)?;
    result.push(i64::from(stat.st_mode))?;
    result.push(stat.st_ino as u64)?;
    result.push(stat.st_dev as u64)?;
    result.push(stat.st_nlink as u64)?;
    result.push(i64::from(stat.st_uid))?;
    result.push(i64::from(stat.st_gid))?;
    result.push(stat.st_size as i64)?;
    let times = [files::accessed(stat), files::modified(stat), files::changed(stat)];
    // Times are the same more often than not, and then so are the objects.
    let first = |at: usize| times.iter().position(|time| *time == times[at]).unwrap_or(at);
    for (at, time) in times.iter().enumerate() {
        match first(at) {
            same if same < at => result.push_again(SECONDS + same),
            _ => result.push(time.sec)?,
        }
    }
    for (at, time) in times.iter().enumerate() {
        match first(at) {
            same if same < at => result.push_again(FLOATS + same),
            _ => result.push(time.sec as f64 + 1e-9 * f64::from(time.nsec))?,
        }
    }
    for (at, time) in times.iter().enumerate() {
        match first(at) {
            same if same < at => result.push_again(NANOSECONDS + same),
            _ => nanoseconds(py, *time, &mut result)?,
        }
    }
    result.push(stat.st_blksize as i64)?;
    result.push(stat.st_blocks as i64)?;
    result.push(stat.st_rdev as u64)?;
    result.finish()
}

/// A time in nanoseconds: of any size, as file systems may say the year 2500.
fn nanoseconds<'py>(
    py: Python<'py>,
    time: Stamp,
    result: &mut crate::ffi::structseq::Filling<'py>,
) -> PyResult<()> {
    let small = time
        .sec
        .checked_mul(1_000_000_000)
        .and_then(|nanoseconds| nanoseconds.checked_add(i64::from(time.nsec)));
    if let Some(nanoseconds) = small {
        return result.push(nanoseconds);
    }
    let nanoseconds = i128::from(time.sec) * 1_000_000_000 + i128::from(time.nsec);
    result.push(nanoseconds.into_pyobject(py)?.into_any())
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
    let stat = if let Some(number) = path.fd() {
        blocking(py, || files::fstat(borrowed(number)))
    } else {
        let (dir, name) = (dir_fd.fd(), path.c_str());
        let flags = if follow_symlinks { 0 } else { files::AT_SYMLINK_NOFOLLOW };
        blocking(py, || files::fstatat(dir, name, flags))
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
