//! The two times of a file, as they are set.

use std::time::{SystemTime, UNIX_EPOCH};

use ostler_sys::files::SetTime;

use crate::audit::Arg;
use crate::error::{Error, Result};

/// What [`utime`](crate::os::utime) sets: the access time, then the modification time.
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
    pub(super) fn set(self) -> Result<(SetTime, SetTime)> {
        Ok(match self {
            Self::Now => (SetTime::Now, SetTime::Now),
            Self::Seconds(access, modification) => (seconds(access)?, seconds(modification)?),
            Self::Ns(access, modification) => (nanoseconds(access)?, nanoseconds(modification)?),
            Self::Each(access, modification) => (access.set()?, modification.set()?),
        })
    }

    /// The arguments `times` and `ns` of the event; a single time that is not a number is `None`.
    pub(super) fn args(self) -> (Option<[Arg<'static>; 2]>, Option<[Arg<'static>; 2]>) {
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

pub(crate) const BILLION: i128 = 1_000_000_000;

/// 2 to the power of 63: the first number of seconds that the system's type cannot hold.
pub(crate) const LIMIT: f64 = 9_223_372_036_854_775_808.0;

/// Whole seconds, and the nanoseconds to be added to them.
pub(crate) fn split(ns: i128) -> Result<(i64, u32)> {
    let sec = i64::try_from(ns.div_euclid(BILLION)).map_err(|_| out_of_range())?;
    Ok((sec, ns.rem_euclid(BILLION) as u32))
}

pub(crate) fn out_of_range() -> Error {
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

/// A pair of times as an event has it.
pub(super) fn list<'a>(pair: Option<&'a [Arg<'static>; 2]>) -> Arg<'a> {
    pair.map_or(Arg::None, |pair| Arg::List(pair))
}
