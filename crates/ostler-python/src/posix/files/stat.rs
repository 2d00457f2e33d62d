//! The status of files.

use ostler::raw::Fd;
use ostler::raw::files::{self, Stat};
use pyo3::prelude::*;

use crate::both::stat::Time;
use crate::call::blocking;
use crate::convert::{DirFd, Given, Int, PathArg, Takes, Truth, borrowed};
use crate::error::OrRaise as _;
use crate::ffi::kept::Kept;
use crate::ffi::number::{of_i64, of_u64, plain_int};
use crate::ffi::quick::{Answer, quick};
use crate::ffi::raised::Raised;
use crate::ffi::structseq::{Field, StructSeq};
use crate::ffi::text;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    quick!(module; stat => quick_stat, lstat => quick_lstat, fstat => quick_fstat);
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

/// Numbers that many files share: what kind of file it is, whose, on which device.
static SHARED: Kept = Kept::new();

/// The result, with times in all their forms.
pub(super) fn stat_result<'py>(py: Python<'py>, stat: &Stat) -> PyResult<Bound<'py, PyAny>> {
    let [mode, device, uid, gid, blksize, special] = SHARED.all(
        py,
        [
            u64::from(stat.st_mode),
            stat.st_dev as u64,
            u64::from(stat.st_uid),
            u64::from(stat.st_gid),
            stat.st_blksize as u64,
            stat.st_rdev as u64,
        ],
    );
    let [accessed, modified, changed] =
        [files::accessed(stat), files::modified(stat), files::changed(stat)];
    let first = Time::new(py, accessed);
    // Times are the same more often than not, and then so are the objects.
    let second = if modified == accessed { first.clone() } else { Time::new(py, modified) };
    let third = if changed == modified { second.clone() } else { Time::new(py, changed) };
    STAT_RESULT.filled(
        py,
        [
            mode,
            of_u64(py, stat.st_ino as u64),
            device,
            of_u64(py, stat.st_nlink as u64),
            uid,
            gid,
            of_i64(py, stat.st_size as i64),
            first.seconds,
            second.seconds,
            third.seconds,
            first.float,
            second.float,
            third.float,
            first.nanoseconds,
            second.nanoseconds,
            third.nanoseconds,
            blksize,
            of_i64(py, stat.st_blocks as i64),
            special,
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

/// The status of one path that is plain text.
#[inline]
fn quick_path<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>], flags: i32) -> Answer<'py> {
    let [path] = args else { return None };
    let name = text::plain(path)?;
    Some(match blocking(py, || files::fstatat(Fd::CWD, name, flags)) {
        Ok(stat) => stat_result(py, &stat).map_err(Raised::from),
        Err(failure) => Err(failure.raised(py, Some(path))),
    })
}

fn quick_stat<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    quick_path(py, args, 0)
}

fn quick_lstat<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    quick_path(py, args, files::AT_SYMLINK_NOFOLLOW)
}

fn quick_fstat<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    let [fd] = args else { return None };
    let fd = borrowed(plain_int(fd)?);
    Some(match blocking(py, || files::fstat(fd)) {
        Ok(stat) => stat_result(py, &stat).map_err(Raised::from),
        Err(failure) => Err(failure.raised(py, None)),
    })
}
