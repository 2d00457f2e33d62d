//! Setting times.

use ostler_sys as sys;

use crate::audit::{audit, events};
use crate::error::{OrPath as _, Result};
use crate::host::retry;
use crate::os::At;
use crate::os::at::{Spot, Target};
use crate::os::filetime::{Times, list};

/// Sets the access and modification times of a file, by path through symbolic links or by descriptor:
/// `os.utime(path, times=None, *, ns)`, `utimensat(2)`, `futimens(3)`, `SetFileTime`.
///
/// The file system may keep less than nanoseconds and fewer years than the numbers can say: what it then keeps is the nearest
/// it has. Windows counts tenths of microseconds from 1601 on. [`st_mtime_ns`](crate::os::StatResult::st_mtime_ns) and
/// [`Times::Ns`] carry a time over exactly.
///
/// # Errors
///
/// `Overflow` for a time that 64 bits of seconds cannot hold, `Value` for one that is not a number; `PermissionDenied` for a
/// file of another user. On Windows `EINVAL` (code 87) for a time before 1601, and `PermissionDenied` for a descriptor that
/// is not open for writing.
///
/// # Audit
///
/// `os.utime` with `path`, `times`, `ns`, `dir_fd`. [`Times::Each`] is shown as `ns`, with `None` for [`FileTime::Now`](crate::os::FileTime::Now) and
/// [`FileTime::Omit`](crate::os::FileTime::Omit).
///
/// ```
/// use ostler::os::{self, Times};
/// let file = tempfile::NamedTempFile::new()?;
/// os::utime(file.path(), Times::Seconds(1.5, 2.5))?;
/// assert_eq!(os::stat(file.path())?.st_mtime(), 2.5);
/// os::utime(file.as_file(), Times::Now)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn utime(target: impl Target, times: impl Into<Times>) -> Result<()> {
    utime_with(target, times, At::cwd())
}

/// [`utime`] from a directory, or of a symbolic link itself:
/// `os.utime(path, times=None, *, ns, dir_fd=None, follow_symlinks=True)`, `utimensat(2)`. The reference does not offer the
/// link itself on Windows.
///
/// # Errors
///
/// As [`utime`]; `NotImplemented` on Windows for a start other than the current directory; `Value` for a descriptor with
/// options that only a path can have.
///
/// # Audit
///
/// As [`utime`].
///
/// ```
/// use ostler::os::{self, At, Times};
/// let tmp = tempfile::tempdir()?;
/// let dir = os::open(tmp.path(), os::O_RDONLY)?;
/// os::symlink("/missing", tmp.path().join("link"))?;
/// os::utime_with("link", Times::Ns(0, 0), At::dir(&dir).nofollow())?;
/// assert_eq!(os::lstat_with("link", At::dir(&dir))?.st_mtime_ns(), 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn utime_with(target: impl Target, times: impl Into<Times>, at: At<'_>) -> Result<()> {
    let times = times.into();
    let spot = target.spot();
    if let Spot::Fd(_) = spot {
        at.unused("utime")?;
    }
    at.available("utime")?;
    let (access, modification) = times.set()?;
    let (seconds, ns) = times.args();
    audit!(events::Utime {
        path: spot,
        times: list(seconds.as_ref()),
        ns: list(ns.as_ref()),
        dir_fd: at.audit_dir()
    });
    match spot {
        Spot::Fd(fd) => Ok(retry(|| sys::files::futimens(fd.into(), access, modification))?),
        Spot::Path(path) => at
            .on_file_flags(path, |dir, name, flags| {
                retry(|| sys::files::utimensat(dir, name, access, modification, flags))
            })
            .or_path(path),
    }
}
