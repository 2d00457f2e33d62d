//! Setting times.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::audit::{Arg, audit};
use crate::error::{Error, OrPath as _, Result};
use crate::host::retry;
use crate::os::At;
use crate::os::at::{Spot, Target};
use crate::sys;
use crate::sys::files::SetTime;

/// What [`utime`] sets: the access time, then the modification time.
///
/// ```
/// use std::time::SystemTime;
/// use ostler::os::{FileTime, Times};
///
/// let _ = Times::Now;
/// let _ = Times::Seconds(0.0, 1.5);
/// let _ = Times::Ns(0, 1_500_000_000);
/// let _ = Times::from((SystemTime::UNIX_EPOCH, SystemTime::now()));
/// let _ = Times::Each(FileTime::Omit, FileTime::Now);
/// ```
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Times {
    /// Both are the time of the call (`times=None`). Whoever may write the file may do this.
    Now,
    /// Seconds since 1970, rounded down to nanoseconds (`times=(atime, mtime)`).
    Seconds(f64, f64),
    /// Nanoseconds since 1970 (`ns=(atime_ns, mtime_ns)`).
    Ns(i128, i128),
    /// One this way, the other that way. The reference has no such thing.
    Each(FileTime, FileTime),
}

/// One of the two times of [`Times::Each`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileTime {
    /// The time of the call.
    Now,
    /// Left as it is.
    Omit,
    /// Nanoseconds since 1970.
    Ns(i128),
}

impl From<SystemTime> for FileTime {
    fn from(time: SystemTime) -> Self {
        Self::Ns(match time.duration_since(UNIX_EPOCH) {
            Ok(after) => after.as_nanos() as i128,
            Err(before) => -(before.duration().as_nanos() as i128),
        })
    }
}

impl From<(SystemTime, SystemTime)> for Times {
    fn from((access, modification): (SystemTime, SystemTime)) -> Self {
        Self::Each(access.into(), modification.into())
    }
}

impl From<(FileTime, FileTime)> for Times {
    fn from((access, modification): (FileTime, FileTime)) -> Self {
        Self::Each(access, modification)
    }
}

impl Times {
    fn set(self) -> Result<(SetTime, SetTime)> {
        Ok(match self {
            Self::Now => (SetTime::Now, SetTime::Now),
            Self::Seconds(access, modification) => (seconds(access)?, seconds(modification)?),
            Self::Ns(access, modification) => (nanoseconds(access)?, nanoseconds(modification)?),
            Self::Each(access, modification) => (access.set()?, modification.set()?),
        })
    }

    /// The arguments `times` and `ns` of the event; a single time that is not a number is `None`.
    fn args(self) -> (Option<[Arg<'static>; 2]>, Option<[Arg<'static>; 2]>) {
        match self {
            Self::Now => (None, None),
            Self::Seconds(access, modification) => {
                (Some([Arg::Float(access), Arg::Float(modification)]), None)
            }
            Self::Ns(access, modification) => (None, Some([access.into(), modification.into()])),
            Self::Each(access, modification) => (None, Some([access.arg(), modification.arg()])),
        }
    }
}

impl FileTime {
    fn set(self) -> Result<SetTime> {
        match self {
            Self::Now => Ok(SetTime::Now),
            Self::Omit => Ok(SetTime::Omit),
            Self::Ns(ns) => nanoseconds(ns),
        }
    }

    fn arg(self) -> Arg<'static> {
        match self {
            Self::Now | Self::Omit => Arg::None,
            Self::Ns(ns) => ns.into(),
        }
    }
}

pub(super) const BILLION: i128 = 1_000_000_000;

/// 2 to the power of 63: the first number of seconds that the system's type cannot hold.
pub(super) const LIMIT: f64 = 9_223_372_036_854_775_808.0;

/// Whole seconds, and the nanoseconds to be added to them.
pub(super) fn split(ns: i128) -> Result<(i64, u32)> {
    let sec = i64::try_from(ns.div_euclid(BILLION)).map_err(|_| out_of_range())?;
    Ok((sec, ns.rem_euclid(BILLION) as u32))
}

pub(super) fn out_of_range() -> Error {
    Error::overflow("timestamp out of range for platform time_t")
}

fn nanoseconds(ns: i128) -> Result<SetTime> {
    split(ns).map(|(sec, nsec)| SetTime::Stamp { sec, nsec })
}

/// Down to the nanosecond, whichever side of 1970 it is on.
fn seconds(time: f64) -> Result<SetTime> {
    if time.is_nan() {
        return Err(Error::value("Invalid value NaN (not a number)"));
    }
    let whole = time.trunc();
    if !(-LIMIT..LIMIT).contains(&whole) {
        return Err(out_of_range());
    }
    // Both parts are exact; the product may be a billion, or below zero.
    let ns = ((time - whole) * 1e9).floor() as i128;
    nanoseconds(whole as i128 * BILLION + ns)
}

/// Sets the access and modification times of a file, by path through symbolic links or by descriptor:
/// `os.utime(path, times=None, *, ns)`, `utimensat(2)`, `futimens(3)`.
///
/// The file system may keep less than nanoseconds and fewer years than the numbers can say: what it then keeps is the
/// nearest it has. [`st_mtime_ns`](crate::os::StatResult::st_mtime_ns) and [`Times::Ns`] carry a time over exactly.
///
/// # Errors
///
/// `Overflow` for a time that 64 bits of seconds cannot hold, `Value` for one that is not a number; `PermissionDenied` for
/// a file of another user.
///
/// # Audit
///
/// `os.utime` with `path`, `times`, `ns`, `dir_fd`. [`Times::Each`] is shown as `ns`, with `None` for [`FileTime::Now`] and
/// [`FileTime::Omit`].
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
/// `os.utime(path, times=None, *, ns, dir_fd=None, follow_symlinks=True)`, `utimensat(2)`.
///
/// # Errors
///
/// As [`utime`]; `Value` for a descriptor with options that only a path can have.
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
    let (access, modification) = times.set()?;
    let (seconds, ns) = times.args();
    audit!("os.utime", spot, list(seconds.as_ref()), list(ns.as_ref()), at.audit_dir());
    match spot {
        Spot::Fd(fd) => Ok(retry(|| sys::files::futimens(fd.into(), access, modification))?),
        Spot::Path(path) => at
            .on_file_flags(path, |dir, name, flags| {
                retry(|| sys::files::utimensat(dir, name, access, modification, flags))
            })
            .or_path(path),
    }
}

fn list<'a>(pair: Option<&'a [Arg<'static>; 2]>) -> Arg<'a> {
    pair.map_or(Arg::None, |pair| Arg::List(pair))
}
