//! Windows.

use ostler::errno::{Errno, WinError};
use ostler::os::{AccessMode, At};
use ostler::stat::S_IWUSR;
use ostler_sys::files::{self, SetTime, Stat};
use ostler_sys::wide::WStr;
use ostler_sys::{c, descriptors};
use pyo3::exceptions::PyNotImplementedError;
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{DirFd, PathArg, Spot, Takes};
use crate::error::Failure;

/// What a path is made of.
pub(super) fn units(path: &[u16]) -> &[u16] {
    path
}

pub(super) const CHDIR: Takes = Takes::path("chdir");

pub(super) fn chdir(path: &PathArg<'_>) -> Result<(), Failure> {
    let name = path.w_str();
    blocking(path.py(), || files::chdir(name))
}

/// For its owner alone, or not.
pub(super) fn mkdir(spot: Spot<'_>, mode: i32) -> Result<(), WinError> {
    files::mkdir(spot.name, mode == 0o700)
}

pub(super) fn rmdir(spot: Spot<'_>) -> Result<(), WinError> {
    files::rmdir(spot.name)
}

pub(super) fn unlink(spot: Spot<'_>) -> Result<(), WinError> {
    files::unlink(spot.name)
}

pub(super) fn rename(from: Spot<'_>, to: Spot<'_>, replace: bool) -> Result<(), WinError> {
    files::rename(from.name, to.name, replace)
}

pub(super) fn link(from: Spot<'_>, to: Spot<'_>, _follow: bool) -> Result<(), WinError> {
    files::link(from.name, to.name)
}

/// What kind of link it is to be depends on what it leads to.
pub(super) fn symlink(
    target: &WStr,
    link: Spot<'_>,
    is_directory: bool,
) -> Result<(), ostler::Error> {
    let (target, link) = (target.to_os_string(), link.name.to_os_string());
    ostler::os::symlink_with(target, link, is_directory, At::cwd())
}

pub(super) fn readlink(spot: Spot<'_>) -> Result<Option<Vec<u16>>, WinError> {
    files::readlink(spot.name)
}

pub(super) fn truncate(spot: Spot<'_>, length: i64) -> Result<(), Errno> {
    let file = descriptors::open(spot.name, c::O_WRONLY | c::O_BINARY | c::O_NOINHERIT, 0)?;
    descriptors::ftruncate((&file).into(), length)
}

pub(super) fn stat(spot: Spot<'_>, follow: bool) -> Result<Stat, WinError> {
    files::stat(spot.name, follow)
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
        Ok(ostler::os::access(spot.name.to_os_string(), AccessMode::from_bits_retain(mode)))
    }
}

pub(super) const CHMOD_FOLLOWS: bool = false;

/// Whether a mode says that a file is only to be read.
pub(super) const fn mode(mode: i32) -> bool {
    mode as u32 & S_IWUSR == 0
}

pub(super) fn chmod(spot: Spot<'_>, read_only: bool, follow: bool) -> Result<(), WinError> {
    files::chmod(spot.name, read_only, follow)
}

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
    let spot = path.spot(dir_fd);
    Ok(blocking(path.py(), || files::utime(spot.name, accessed, modified, true)))
}
