//! The current directory.

use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};

use ostler_sys as sys;

use crate::audit::audit;
use crate::error::{OrPath as _, Result};
use crate::os::at::with_path;

/// Makes a directory the current one: `os.chdir(path)`, `SetCurrentDirectory`.
///
/// The current directory belongs to the whole process: every thread's relative paths start from it.
///
/// # Errors
///
/// `FileNotFound`, `NotADirectory`.
///
/// # Audit
///
/// `os.chdir` with `path`.
pub fn chdir(path: impl AsRef<Path>) -> Result<()> {
    let path = path.as_ref();
    audit!("os.chdir", path);
    with_path(path, sys::files::chdir).or_path(path)
}

/// The current directory: `os.getcwd()`, `GetCurrentDirectory`.
///
/// # Errors
///
/// Hardly any.
///
/// ```no_run
/// assert!(ostler::os::getcwd()?.is_absolute());
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn getcwd() -> Result<PathBuf> {
    Ok(OsString::from_wide(&sys::files::getcwd()?).into())
}

/// [`getcwd`] as bytes: `os.getcwdb()`. UTF-8, as [`fsencode`](crate::os::fsencode) has it.
///
/// # Errors
///
/// As [`getcwd`].
///
/// ```no_run
/// assert!(ostler::os::getcwdb()?.contains(&b'\\'));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn getcwdb() -> Result<Vec<u8>> {
    Ok(crate::os::fsencode(&getcwd()?).into_owned())
}
