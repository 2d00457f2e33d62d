//! Making and removing one directory.

use std::path::Path;

use ostler_sys as sys;

use crate::audit::audit;
use crate::error::{OrPath as _, Result};
use crate::os::At;
use crate::os::at::with_path;

/// Makes a directory: `os.mkdir(path)`, `CreateDirectory`.
///
/// # Errors
///
/// `FileExists`; `FileNotFound` if the directory it is to be in is missing.
///
/// # Audit
///
/// `os.mkdir` with `path`, `mode`, `dir_fd`.
pub fn mkdir(path: impl AsRef<Path>) -> Result<()> {
    mkdir_with(path, 0o777, At::cwd())
}

/// [`mkdir`] with a mode: `os.mkdir(path, mode=0o777)`.
///
/// Only one mode means anything here: 0o700 closes the directory to all but its owner, administrators and the system.
///
/// # Errors
///
/// As [`mkdir`]; `NotImplemented` for any option of `at`.
///
/// # Audit
///
/// As [`mkdir`].
pub fn mkdir_with(path: impl AsRef<Path>, mode: u32, at: At<'_>) -> Result<()> {
    let path = path.as_ref();
    at.none("mkdir")?;
    audit!("os.mkdir", path, mode, at.audit_dir());
    with_path(path, |name| sys::files::mkdir(name, mode == 0o700)).or_path(path)
}

/// Removes an empty directory: `os.rmdir(path)`, `RemoveDirectory`.
///
/// # Errors
///
/// `ENOTEMPTY`, `FileNotFound`, `NotADirectory`; `PermissionDenied` while somebody has it open, or as the current one.
///
/// # Audit
///
/// `os.rmdir` with `path`, `dir_fd`.
pub fn rmdir(path: impl AsRef<Path>) -> Result<()> {
    let path = path.as_ref();
    audit!("os.rmdir", path, -1);
    with_path(path, sys::files::rmdir).or_path(path)
}
