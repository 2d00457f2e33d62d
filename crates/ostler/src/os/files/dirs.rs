//! Making and removing one directory. Whole paths are in `trees`.

use std::path::Path;

use ostler_sys as sys;

use crate::audit::{audit, events};
use crate::error::{OrPath as _, Result};
use crate::host::retry;
use crate::os::At;

/// Makes a directory that everyone may use as far as the umask allows: `os.mkdir(path)`, `mkdir(2)`,
/// `CreateDirectory`.
///
/// # Errors
///
/// `FileExists` if the name is taken, `FileNotFound` if the parent is missing.
///
/// # Audit
///
/// `os.mkdir` with `path`, `mode`, `dir_fd`.
///
/// ```
/// let tmp = tempfile::tempdir()?;
/// ostler::os::mkdir(tmp.path().join("new"))?;
/// assert!(tmp.path().join("new").is_dir());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mkdir(path: impl AsRef<Path>) -> Result<()> {
    mkdir_with(path, 0o777, At::cwd())
}

/// [`mkdir`] with a mode, from a directory: `os.mkdir(path, mode=0o777, *, dir_fd=None)`, `mkdirat(2)`.
///
/// The umask is taken out of `mode`. On Windows only 0o700 means anything: the directory is closed to all but its owner,
/// administrators and the system.
///
/// # Errors
///
/// As [`mkdir`]; `NotImplemented` on Windows for any option of `at`.
///
/// # Audit
///
/// As [`mkdir`].
///
/// ```
/// use ostler::os::{self, At};
/// let tmp = tempfile::tempdir()?;
/// let dir = os::open(tmp.path(), os::O_RDONLY)?;
/// os::mkdir_with("private", 0o700, At::dir(&dir))?;
/// assert_eq!(os::stat_with("private", At::dir(&dir))?.st_mode() & 0o777, 0o700);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mkdir_with(path: impl AsRef<Path>, mode: u32, at: At<'_>) -> Result<()> {
    let path = path.as_ref();
    at.only_dir("mkdir")?;
    audit!(events::Mkdir { path, mode, dir_fd: at.audit_dir() });
    at.on_entry(path, |dir, name| retry(|| sys::files::mkdirat(dir, name, mode))).or_path(path)
}

/// Removes an empty directory: `os.rmdir(path)`, `rmdir(2)`, `RemoveDirectory`.
///
/// # Errors
///
/// `FileNotFound` if there is none, `ENOTEMPTY` if there is something in it, `NotADirectory` for a file or a symbolic link,
/// `EINVAL` for a path that ends in `.`, `EBUSY` for the root and for a place where something is mounted.
/// On Windows `PermissionDenied` while another program has it open, or as the current one.
///
/// # Audit
///
/// `os.rmdir` with `path`, `dir_fd`.
///
/// ```
/// let tmp = tempfile::tempdir()?;
/// ostler::os::rmdir(tmp.path())?;
/// assert!(!tmp.path().exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rmdir(path: impl AsRef<Path>) -> Result<()> {
    rmdir_with(path, At::cwd())
}

/// [`rmdir`] from a directory: `os.rmdir(path, *, dir_fd=None)`, `unlinkat(2)` with `AT_REMOVEDIR`.
///
/// # Errors
///
/// As [`rmdir`]; `NotImplemented` on Windows for any option of `at`.
///
/// # Audit
///
/// As [`rmdir`].
///
/// ```
/// use ostler::os::{self, At};
/// let tmp = tempfile::tempdir()?;
/// let dir = os::open(tmp.path(), os::O_RDONLY)?;
/// os::mkdir_with("short", 0o777, At::dir(&dir))?;
/// os::rmdir_with("short", At::dir(&dir).beneath())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rmdir_with(path: impl AsRef<Path>, at: At<'_>) -> Result<()> {
    let path = path.as_ref();
    at.only_dir("rmdir")?;
    audit!(events::Rmdir { path, dir_fd: at.audit_dir() });
    at.on_entry(path, |dir, name| retry(|| sys::files::rmdirat(dir, name))).or_path(path)
}
