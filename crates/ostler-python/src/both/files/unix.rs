//! Unix.

use ostler::errno::{self, Errno};
use ostler_sys::c;
use ostler_sys::files::{self, AT_SYMLINK_NOFOLLOW, SetTime};
use pyo3::exceptions::{PyNotImplementedError, PyValueError};
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{DirFd, PathArg, Spot, Takes, borrowed};
use crate::error::Failure;

pub(super) const CHDIR: Takes = Takes::path("chdir").or_fd();

pub(super) fn chdir(path: &PathArg<'_>) -> Result<(), Failure> {
    let name = path.c_str();
    match path.fd() {
        Some(number) => blocking(path.py(), || files::fchdir(borrowed(number))),
        None => blocking(path.py(), || files::chdir(name)),
    }
}

/// How `access` asks.
pub(super) struct Access(i32);

impl Access {
    #[allow(clippy::unnecessary_wraps, reason = "it is refused elsewhere")]
    pub(super) fn new(effective_ids: bool, follow: bool) -> PyResult<Self> {
        let effective = if effective_ids { c::AT_EACCESS } else { 0 };
        Ok(Self(effective | if follow { 0 } else { AT_SYMLINK_NOFOLLOW }))
    }

    pub(super) fn ask(&self, spot: Spot<'_>, mode: i32) -> Result<bool, Errno> {
        match files::faccessat(spot.dir, spot.name, mode, self.0) {
            Ok(()) => Ok(true),
            Err(errno::EINTR) => Err(errno::EINTR),
            Err(_) => Ok(false),
        }
    }
}

pub(super) const CHMOD_FOLLOWS: bool = true;

/// The exception of `chmod`. A symbolic link has no mode of its own everywhere.
#[cold]
pub(super) fn chmod_failure(
    failure: Failure,
    path: &PathArg<'_>,
    dir_fd: DirFd,
    follow: bool,
) -> PyErr {
    match failure {
        Failure::System(errno::EOPNOTSUPP) if !follow && path.fd().is_none() => {
            if dir_fd.is_given() {
                let text = "chmod: cannot use dir_fd and follow_symlinks together";
                PyValueError::new_err(text)
            } else {
                let text = "chmod: follow_symlinks unavailable on this platform";
                PyNotImplementedError::new_err(text)
            }
        }
        other => other.raise(path.py(), Some(path.object()), None),
    }
}

pub(super) const UTIME: Takes = Takes::path("utime").or_fd();

#[allow(clippy::unnecessary_wraps, reason = "an option is refused elsewhere")]
pub(super) fn utime(
    path: &PathArg<'_>,
    dir_fd: DirFd,
    [accessed, modified]: [SetTime; 2],
    follow: bool,
) -> PyResult<Result<(), Failure>> {
    let (py, Spot { dir, name }) = (path.py(), path.spot(dir_fd));
    let flags = if follow { 0 } else { AT_SYMLINK_NOFOLLOW };
    Ok(match path.fd() {
        Some(number) => blocking(py, || files::futimens(borrowed(number), accessed, modified)),
        None => blocking(py, || files::utimensat(dir, name, accessed, modified, flags)),
    })
}
