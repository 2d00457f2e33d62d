//! Asking for permission.

use std::path::Path;

use ostler_sys::{self as sys, c};

use crate::error::Result;
use crate::host::retry;
use crate::os::At;

flags! {
    /// What [`access`] asks for: [`F_OK`], or any of the others.
    pub struct AccessMode: i32 {
        /// The file exists.
        F_OK = c::F_OK;
        /// It may be read.
        R_OK = c::R_OK;
        /// It may be written.
        W_OK = c::W_OK;
        /// It may be executed; a directory may be searched.
        X_OK = c::X_OK;
    }
}

/// Whether the user who started the process may do this with a file: `os.access(path, mode)`, `access(2)`,
/// `GetFileAttributes`.
///
/// The real ids count, not the effective ones that other calls are checked by: a set-user-ID program learns what its user
/// may do. `false` says that the answer is no or that there is none: a missing file, a loop of links, an unknown mode.
///
/// On Windows only the read-only attribute counts, and that not for directories: permissions are tried out by opening.
///
/// Do not ask and then open: the file may be another by then. Open, and look at the error.
///
/// # Errors
///
/// `Value` for a path with a NUL byte in it. No answer of the system's is an error.
///
/// ```
/// use ostler::os;
/// assert!(os::access("/", os::F_OK)?);
/// assert!(os::access("/", os::R_OK | os::X_OK)?);
/// assert!(!os::access("/missing", os::F_OK)?);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn access(path: impl AsRef<Path>, mode: AccessMode) -> Result<bool> {
    access_with(path, mode, false, At::cwd())
}

/// [`access`] with the effective ids, from a directory, or of a symbolic link itself:
/// `os.access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)`, `faccessat2(2)`.
///
/// # Errors
///
/// As [`access`]; `NotImplemented` for `effective_ids` or [`At::nofollow`] on a kernel that has no `faccessat2` (Linux
/// before 5.8) and on Windows, and for [`At::beneath`] on a system without it.
///
/// ```
/// use ostler::os::{self, At};
/// let dir = os::open("/", os::O_RDONLY)?;
/// assert!(os::access_with("tmp", os::X_OK, true, At::dir(&dir))?);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn access_with(
    path: impl AsRef<Path>,
    mode: AccessMode,
    effective_ids: bool,
    at: At<'_>,
) -> Result<bool> {
    let path = path.as_ref();
    at.available("access")?;
    let effective = if effective_ids { sys::files::AT_EACCESS } else { 0 };
    let flags = at.flags() | effective;
    let asked = at
        .on_file(path, |dir, name| retry(|| sys::files::faccessat(dir, name, mode.bits(), flags)));
    match asked {
        Ok(()) => Ok(true),
        Err(error) if flags != 0 && error.errno() == Some(crate::errno::ENOSYS) => {
            Err(crate::Error::not_implemented(
                "access: effective_ids and follow_symlinks unavailable on this platform",
            ))
        }
        Err(error) if error.errno().is_some() => Ok(false),
        Err(error) => Err(error.with_filename(path)),
    }
}
