//! The read-only attribute, and whether a file may be reached.

use std::path::Path;

use ostler_sys as sys;

use crate::audit::{Arg, audit};
use crate::error::{OrPath as _, Result};
use crate::fd::{AsFd, AsRawFd as _};
use crate::os::At;
use crate::os::at::{Spot, Target, with_path};
use crate::stat::{FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_READONLY, S_IWUSR};

/// Sets whether a file may be written, by path or by descriptor: `os.chmod(path, mode)`.
///
/// Of the mode one bit counts: without `S_IWRITE` (0o200) the file is read-only. A symbolic link is changed itself, which
/// is what the reference does on Windows; [`chmod_with`] has the choice.
///
/// # Errors
///
/// `FileNotFound`, `PermissionDenied`.
///
/// # Audit
///
/// `os.chmod` with `path`, `mode`, `dir_fd`.
pub fn chmod(target: impl Target, mode: u32) -> Result<()> {
    match target.spot() {
        Spot::Fd(fd) => fchmod(fd, mode),
        Spot::Path(path) => chmod_path(path, mode, At::cwd().nofollow()),
    }
}

/// [`chmod`] through symbolic links, or not: `os.chmod(path, mode, *, follow_symlinks)`.
///
/// # Errors
///
/// As [`chmod`]; `NotImplemented` for a start other than the current directory, `Value` for a descriptor with options.
///
/// # Audit
///
/// As [`chmod`].
pub fn chmod_with(target: impl Target, mode: u32, at: At<'_>) -> Result<()> {
    match target.spot() {
        Spot::Fd(fd) => {
            at.unused("chmod")?;
            fchmod(fd, mode)
        }
        Spot::Path(path) => chmod_path(path, mode, at),
    }
}

fn chmod_path(path: &Path, mode: u32, at: At<'_>) -> Result<()> {
    at.only_follow("chmod")?;
    audit!("os.chmod", path, mode, -1);
    with_path(path, |name| sys::files::chmod(name, mode & S_IWUSR == 0, at.follows_symlinks()))
        .or_path(path)
}

/// [`chmod`] by descriptor: `os.fchmod(fd, mode)`.
///
/// # Errors
///
/// As [`chmod`].
///
/// # Audit
///
/// As [`chmod`], the descriptor as `path`.
pub fn fchmod(fd: impl AsFd, mode: u32) -> Result<()> {
    let fd = fd.as_fd();
    audit!("os.chmod", Arg::Fd(fd.as_raw_fd()), mode, -1);
    Ok(sys::files::fchmod(fd.into(), mode & S_IWUSR == 0)?)
}

/// [`chmod`] of a symbolic link itself: `os.lchmod(path, mode)`.
///
/// # Errors
///
/// As [`chmod`].
///
/// # Audit
///
/// As [`chmod`].
pub fn lchmod(path: impl AsRef<Path>, mode: u32) -> Result<()> {
    chmod_path(path.as_ref(), mode, At::cwd().nofollow())
}

flags! {
    /// What [`access`] asks for. None of them: whether the file is there.
    pub struct AccessMode: i32 {
        /// It is there.
        F_OK = 0;
        /// It may be read.
        R_OK = 4;
        /// It may be written.
        W_OK = 2;
        /// It may be executed.
        X_OK = 1;
    }
}

/// Whether a file is there, and may be written: `os.access(path, mode)`.
///
/// Only the read-only attribute counts, and that not for directories. Permissions are tried out by opening.
///
/// ```no_run
/// use ostler::os;
/// assert!(os::access("C:\\", os::W_OK));
/// ```
pub fn access(path: impl AsRef<Path>, mode: AccessMode) -> bool {
    with_path(path.as_ref(), sys::files::attributes).is_ok_and(|attributes| {
        let may_be_written =
            attributes & FILE_ATTRIBUTE_READONLY == 0 || attributes & FILE_ATTRIBUTE_DIRECTORY != 0;
        !mode.contains(W_OK) || may_be_written
    })
}
