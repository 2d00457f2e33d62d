//! Setting times.

use ostler_sys as sys;

use crate::audit::audit;
use crate::error::{OrPath as _, Result};
use crate::os::At;
use crate::os::at::{Spot, Target, with_path};
use crate::os::filetime::{Times, list};

/// Sets when a file was last read and last written, by path through symbolic links or by descriptor:
/// `os.utime(path, times=None, *, ns)`, `SetFileTime`.
///
/// The system counts tenths of microseconds from 1601 on.
///
/// # Errors
///
/// `EINVAL` (code 87) for a time before 1601, `Overflow` for one that 64 bits of seconds cannot hold, `Value` for what is
/// no number; `PermissionDenied` for a descriptor that is not open for writing.
///
/// # Audit
///
/// `os.utime` with `path`, `times`, `ns`, `dir_fd`.
pub fn utime(target: impl Target, times: impl Into<Times>) -> Result<()> {
    utime_with(target, times, At::cwd())
}

/// [`utime`], of a symbolic link itself too, which the reference does not offer on Windows.
///
/// # Errors
///
/// As [`utime`]; `NotImplemented` for a start other than the current directory.
///
/// # Audit
///
/// As [`utime`].
pub fn utime_with(target: impl Target, times: impl Into<Times>, at: At<'_>) -> Result<()> {
    let times = times.into();
    let spot = target.spot();
    if let Spot::Fd(_) = spot {
        at.unused("utime")?;
    }
    at.only_follow("utime")?;
    let (read, written) = times.set()?;
    let (seconds, ns) = times.args();
    audit!("os.utime", spot, list(seconds.as_ref()), list(ns.as_ref()), at.audit_dir());
    match spot {
        Spot::Fd(fd) => Ok(sys::files::futime(fd.into(), read, written)?),
        Spot::Path(path) => {
            with_path(path, |name| sys::files::utime(name, read, written, at.follows_symlinks()))
                .or_path(path)
        }
    }
}
