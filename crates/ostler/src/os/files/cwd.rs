//! The current directory and the root.

#[cfg(unix)]
use std::path::Path;
use std::path::PathBuf;

use ostler_sys as sys;

#[cfg(unix)]
use crate::audit::Arg;
use crate::audit::{audit, events};
#[cfg(windows)]
use crate::error::Error;
use crate::error::{OrPath as _, Result};
#[cfg(unix)]
use crate::fd::{AsFd, AsRawFd as _};
use crate::host::retry;
use crate::os::at::{Spot, Target, with_path};

/// Makes a directory the current one, by path or by descriptor: `os.chdir(path)`, `chdir(2)`, `fchdir(2)`,
/// `SetCurrentDirectory`.
///
/// The current directory belongs to the whole process: every thread's relative paths start from it. [`At::dir`] gives one
/// call another start.
///
/// # Errors
///
/// `FileNotFound`, `NotADirectory`, or `PermissionDenied` where the directory may not be searched;
/// `NotImplemented` for a descriptor on Windows.
///
/// # Audit
///
/// `os.chdir` with `path`.
///
/// ```
/// use ostler::os;
/// os::chdir("/")?;
/// assert_eq!(os::getcwd()?, std::path::Path::new("/"));
/// # Ok::<(), ostler::Error>(())
/// ```
///
/// [`At::dir`]: crate::os::At::dir
pub fn chdir(target: impl Target) -> Result<()> {
    match target.spot() {
        #[cfg(unix)]
        Spot::Fd(fd) => fchdir(fd),
        #[cfg(windows)]
        Spot::Fd(_) => Err(Error::not_implemented("chdir: fd unavailable on this platform")),
        Spot::Path(path) => {
            audit!(events::Chdir { path });
            with_path(path, |path| retry(|| sys::files::chdir(path))).or_path(path)
        }
    }
}

/// Makes an open directory the current one: `os.fchdir(fd)`, `fchdir(2)`.
///
/// # Errors
///
/// `NotADirectory` for a descriptor of anything else.
///
/// # Platforms
///
/// Unix.
///
/// # Audit
///
/// `os.chdir` with the descriptor as `path`.
///
/// ```
/// use ostler::os;
/// let back = os::open(".", os::O_RDONLY | os::O_DIRECTORY)?;
/// os::chdir("/")?;
/// os::fchdir(&back)?;
/// # Ok::<(), ostler::Error>(())
/// ```
#[cfg(unix)]
pub fn fchdir(fd: impl AsFd) -> Result<()> {
    let fd = fd.as_fd();
    audit!(events::Chdir { path: Arg::Fd(fd.as_raw_fd()) });
    Ok(retry(|| sys::files::fchdir(fd.into()))?)
}

/// The current directory as an absolute path: `os.getcwd()`, `getcwd(3)`, `GetCurrentDirectory`.
///
/// # Errors
///
/// `FileNotFound` if the directory was removed, or lies outside the root of the process; `PermissionDenied` if a directory
/// above it may not be read.
///
/// ```
/// assert!(ostler::os::getcwd()?.is_absolute());
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn getcwd() -> Result<PathBuf> {
    Ok(retry(sys::files::getcwd).map(PathBuf::from)?)
}

/// [`getcwd`] as bytes: `os.getcwdb()`. On Windows they are UTF-8, as [`fsencode`](crate::os::fsencode) has it.
///
/// # Errors
///
/// As [`getcwd`].
///
/// ```
/// use ostler::os;
/// assert_eq!(os::getcwdb()?, os::fsencode(&os::getcwd()?).into_owned());
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn getcwdb() -> Result<Vec<u8>> {
    Ok(crate::os::fsencode(&getcwd()?).into_owned())
}

/// Makes a directory the root of the process: `os.chroot(path)`, `chroot(2)`.
///
/// The current directory stays what it was, perhaps outside: [`chdir`] to `/` next. Descriptors of directories outside
/// still lead there.
///
/// # Errors
///
/// `PermissionDenied` (`EPERM`) for a process that is not privileged, else as [`chdir`].
///
/// # Platforms
///
/// Unix.
///
/// ```
/// let refused = ostler::os::chroot("/missing").unwrap_err();
/// assert_eq!(refused.filename(), Some("/missing".as_ref()));
/// ```
#[cfg(unix)]
pub fn chroot(path: impl AsRef<Path>) -> Result<()> {
    let path = path.as_ref();
    with_path(path, |path| retry(|| sys::files::chroot(path))).or_path(path)
}
