//! Windows.

use ostler::errno::WinError;
use ostler_sys::files::{self, SetTime};
use pyo3::exceptions::PyNotImplementedError;
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{DirFd, PathArg, Spot, Takes};
use crate::error::Failure;

pub(super) const CHDIR: Takes = Takes::path("chdir");

pub(super) fn chdir(path: &PathArg<'_>) -> Result<(), Failure> {
    let name = path.w_str();
    blocking(path.py(), || files::chdir(name))
}

/// How `access` asks: there is one way.
pub(super) struct Access(());

impl Access {
    pub(super) fn new(effective_ids: bool, follow: bool) -> PyResult<Self> {
        let option = match (effective_ids, follow) {
            (_, false) => "follow_symlinks",
            (true, true) => "effective_ids",
            (false, true) => return Ok(Self(())),
        };
        let text = format!("access: {option} unavailable on this platform");
        Err(PyNotImplementedError::new_err(text))
    }

    #[allow(clippy::unused_self, reason = "there are more ways elsewhere")]
    pub(super) fn ask(&self, spot: Spot<'_>, mode: i32) -> Result<bool, WinError> {
        Ok(files::faccessat(spot.dir, spot.name, mode, 0).is_ok())
    }
}

pub(super) const CHMOD_FOLLOWS: bool = false;

/// The exception of `chmod`.
#[cold]
pub(super) fn chmod_failure(
    failure: Failure,
    path: &PathArg<'_>,
    _dir_fd: DirFd,
    _follow: bool,
) -> PyErr {
    failure.raise(path.py(), Some(path.object()), None)
}

pub(super) const UTIME: Takes = Takes::path("utime");

pub(super) fn utime(
    path: &PathArg<'_>,
    dir_fd: DirFd,
    [accessed, modified]: [SetTime; 2],
    follow: bool,
) -> PyResult<Result<(), Failure>> {
    if !follow {
        let text = "utime: follow_symlinks unavailable on this platform";
        return Err(PyNotImplementedError::new_err(text));
    }
    let Spot { dir, name } = path.spot(dir_fd);
    Ok(blocking(path.py(), || files::utimensat(dir, name, accessed, modified, 0)))
}
