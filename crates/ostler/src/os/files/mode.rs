//! Permission bits and file flags.

use std::path::Path;

use ostler_sys as sys;

use crate::audit::{Arg, audit, events};
use crate::errno;
use crate::error::{Error, OrPath as _, Result};
use crate::fd::{AsFd, AsRawFd as _};
use crate::host::retry;
use crate::os::At;
use crate::os::at::{Spot, Target};

/// Changes the permission bits of a file, by path through symbolic links or by descriptor: `os.chmod(path, mode)`,
/// `chmod(2)`, `fchmod(2)`, `SetFileAttributes`.
///
/// `mode` is any of the `S_I…` bits of [`stat`](crate::stat), the type of the file left out or not. On Windows one bit of it
/// counts: without `S_IWRITE` (0o200) the file is read-only. A symbolic link is changed itself there, as the reference does it;
/// [`chmod_with`] has the choice.
///
/// # Errors
///
/// `FileNotFound`; `PermissionDenied` (`EPERM`) for a file of another user.
///
/// # Audit
///
/// `os.chmod` with `path`, `mode`, `dir_fd`.
///
/// ```
/// use ostler::os;
/// let tmp = tempfile::tempdir()?;
/// os::chmod(tmp.path(), 0o700)?;
/// assert_eq!(os::stat(tmp.path())?.st_mode() & 0o7777, 0o700);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn chmod(target: impl Target, mode: u32) -> Result<()> {
    match target.spot() {
        Spot::Fd(fd) => fchmod(fd, mode),
        Spot::Path(path) => chmod_path(path, mode, LEFT_OUT),
    }
}

/// What the reference takes where `follow_symlinks` is left out.
const LEFT_OUT: At<'static> = if cfg!(windows) { At::cwd().nofollow() } else { At::cwd() };

/// [`chmod`] from a directory, or not through a symbolic link:
/// `os.chmod(path, mode, *, dir_fd=None, follow_symlinks=True)`, `fchmodat(2)`.
///
/// Linux has no mode on a symbolic link to change: with [`At::nofollow`] other files are changed and a link is an error, so
/// this never goes through one (`fchmodat2(2)` from Linux 6.6 on, a descriptor and `/proc` before).
///
/// # Errors
///
/// As [`chmod`]; `NotImplemented` for a symbolic link itself where links have no mode, and on Windows for a start other than
/// the current directory; `Value` for a descriptor with options that only a path can have.
///
/// # Audit
///
/// As [`chmod`].
///
/// ```
/// use ostler::os::{self, At};
/// let tmp = tempfile::tempdir()?;
/// let dir = os::open(tmp.path(), os::O_RDONLY)?;
/// std::fs::write(tmp.path().join("a"), "")?;
/// os::chmod_with("a", 0o600, At::dir(&dir).nofollow())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    at.available("chmod")?;
    audit!(events::Chmod { path, mode, dir_fd: at.audit_dir() });
    if at.follows_symlinks() {
        return at
            .on_file(path, |dir, name| retry(|| sys::files::fchmodat(dir, name, mode)))
            .or_path(path);
    }
    at.on_file(path, |dir, name| retry(|| sys::files::lchmodat(dir, name, mode)))
        .map_err(|error| match error.errno() {
            Some(errno::EOPNOTSUPP) => {
                Error::not_implemented("chmod: follow_symlinks unavailable on this platform")
            }
            _ => error,
        })
        .or_path(path)
}

/// [`chmod`] by descriptor: `os.fchmod(fd, mode)`, `fchmod(2)`.
///
/// # Errors
///
/// As [`chmod`].
///
/// # Audit
///
/// As [`chmod`], the descriptor as `path`.
///
/// ```
/// use ostler::os;
/// let file = tempfile::tempfile()?;
/// os::fchmod(&file, 0o640)?;
/// assert_eq!(os::fstat(&file)?.st_mode() & 0o7777, 0o640);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fchmod(fd: impl AsFd, mode: u32) -> Result<()> {
    let fd = fd.as_fd();
    audit!(events::Chmod { path: Arg::Fd(fd.as_raw_fd()), mode, dir_fd: -1 });
    Ok(retry(|| sys::files::fchmod(fd.into(), mode))?)
}

/// [`chmod`] of a symbolic link itself: `os.lchmod(path, mode)`, `lchmod(2)`.
///
/// # Errors
///
/// As [`chmod`].
///
/// # Audit
///
/// As [`chmod`].
///
/// # Platforms
///
/// Apple, FreeBSD, NetBSD and Windows.
#[cfg(any(windows, apple, all(bsd, not(target_os = "openbsd"))))]
pub fn lchmod(path: impl AsRef<Path>, mode: u32) -> Result<()> {
    chmod_path(path.as_ref(), mode, At::cwd().nofollow())
}

/// Sets the flags of a file, through symbolic links: `os.chflags(path, flags)`, `chflags(2)`.
///
/// `flags` is any of the `UF_…` and `SF_…` bits of [`stat`](crate::stat).
///
/// # Errors
///
/// `PermissionDenied` (`EPERM`) for a file of another user, and for `SF_…` bits.
///
/// # Audit
///
/// `os.chflags` with `path`, `flags`.
///
/// # Platforms
///
/// Apple and the BSDs.
#[cfg(any(apple, bsd))]
pub fn chflags(path: impl AsRef<Path>, flags: u32) -> Result<()> {
    set_flags(path.as_ref(), flags, sys::files::chflags)
}

/// [`chflags`] of a symbolic link itself: `os.lchflags(path, flags)`, `os.chflags(…, follow_symlinks=False)`,
/// `lchflags(2)`.
///
/// # Errors
///
/// As [`chflags`].
///
/// # Audit
///
/// As [`chflags`].
///
/// # Platforms
///
/// Apple and the BSDs.
#[cfg(any(apple, bsd))]
pub fn lchflags(path: impl AsRef<Path>, flags: u32) -> Result<()> {
    set_flags(path.as_ref(), flags, sys::files::lchflags)
}

#[cfg(any(apple, bsd))]
fn set_flags(
    path: &Path,
    flags: u32,
    set: fn(&std::ffi::CStr, u32) -> Result<(), errno::Errno>,
) -> Result<()> {
    audit!(events::Chflags { path, flags });
    crate::os::at::with_path(path, |path| retry(|| set(path, flags))).or_path(path)
}
