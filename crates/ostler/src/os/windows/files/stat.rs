//! The status of files.

use std::fmt;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ostler_sys as sys;
use ostler_sys::files::Stamp;

use crate::error::{OrPath as _, Result};
use crate::fd::AsFd;
use crate::os::At;
use crate::os::at::{Spot, Target, with_path};

/// What the system knows about a file: `os.stat_result`.
///
/// Times come three ways: as seconds in a float, which cannot hold every nanosecond; as nanoseconds since 1970, which is
/// exact; and as [`SystemTime`].
#[derive(Clone, Copy, PartialEq, Eq)]
#[doc(alias = "stat_result")]
pub struct StatResult(sys::files::Stat);

macro_rules! numbers {
    ($($(#[$attr:meta])* $name:ident: $type:ty;)*) => {
        impl StatResult {
            $(
                $(#[$attr])*
                #[inline]
                pub const fn $name(&self) -> $type {
                    self.0.$name
                }
            )*
        }
    };
}

numbers! {
    /// Type and permission bits, made up of the attributes; [`stat`](crate::stat) takes them apart.
    st_mode: u32;
    /// The number of the file, 128 bits of it where the file system has them: with [`st_dev`](Self::st_dev), which file
    /// it is. 0 in what [`DirEntry::stat`](crate::os::DirEntry::stat) gives.
    st_ino: u128;
    /// The serial number of the volume. 0 in what [`DirEntry::stat`](crate::os::DirEntry::stat) gives.
    st_dev: u64;
    /// Number of names (hard links). 0 in what [`DirEntry::stat`](crate::os::DirEntry::stat) gives.
    st_nlink: u64;
    /// Size in bytes.
    st_size: u64;
    /// Attributes: `FILE_ATTRIBUTE_…` of [`stat`](crate::stat).
    st_file_attributes: u32;
    /// For a reparse point what kind it is: `IO_REPARSE_TAG_…` of [`stat`](crate::stat).
    st_reparse_tag: u32;
}

impl StatResult {
    /// The owner's user id, which Windows does not have: 0.
    #[allow(clippy::unused_self)] // Other systems have one.
    pub const fn st_uid(&self) -> u32 {
        0
    }

    /// The group id, which Windows does not have: 0.
    #[allow(clippy::unused_self)] // As for `st_uid`.
    pub const fn st_gid(&self) -> u32 {
        0
    }

    /// What the system said.
    #[doc(hidden)]
    pub const fn raw(&self) -> &sys::files::Stat {
        &self.0
    }
}

macro_rules! times {
    ($($what:literal: $stamp:ident, $seconds:ident, $ns:ident $(, $system:ident)?;)*) => {
        impl StatResult {
            $(
                #[doc = concat!($what, ", in seconds since 1970.")]
                pub fn $seconds(&self) -> f64 {
                    self.0.$stamp.sec as f64 + 1e-9 * f64::from(self.0.$stamp.nsec)
                }

                #[doc = concat!($what, ", in nanoseconds since 1970.")]
                pub fn $ns(&self) -> i128 {
                    i128::from(self.0.$stamp.sec) * 1_000_000_000 + i128::from(self.0.$stamp.nsec)
                }

                $(
                    #[doc = concat!($what, ".")]
                    pub fn $system(&self) -> SystemTime {
                        system_time(self.0.$stamp)
                    }
                )?
            )*
        }
    };
}

times! {
    "When the contents were last read, as far as the file system keeps account of it":
        accessed, st_atime, st_atime_ns, accessed;
    "When the contents were last changed": modified, st_mtime, st_mtime_ns, modified;
    "When the file was made, which is what the reference has here on Windows": born, st_ctime, st_ctime_ns;
    "When the file was made": born, st_birthtime, st_birthtime_ns, created;
}

fn system_time(stamp: Stamp) -> SystemTime {
    let whole = Duration::from_secs(stamp.sec.unsigned_abs());
    let whole =
        if stamp.sec < 0 { UNIX_EPOCH.checked_sub(whole) } else { UNIX_EPOCH.checked_add(whole) };
    whole
        .and_then(|whole| whole.checked_add(Duration::from_nanos(stamp.nsec.into())))
        .unwrap_or(UNIX_EPOCH)
}

impl From<StatResult> for sys::files::Stat {
    fn from(status: StatResult) -> Self {
        status.0
    }
}

impl From<sys::files::Stat> for StatResult {
    fn from(stat: sys::files::Stat) -> Self {
        Self(stat)
    }
}

impl fmt::Debug for StatResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StatResult")
            .field("st_mode", &format_args!("{:#o}", self.st_mode()))
            .field("st_ino", &self.st_ino())
            .field("st_dev", &self.st_dev())
            .field("st_nlink", &self.st_nlink())
            .field("st_size", &self.st_size())
            .field("st_atime_ns", &self.st_atime_ns())
            .field("st_mtime_ns", &self.st_mtime_ns())
            .field("st_birthtime_ns", &self.st_birthtime_ns())
            .field("st_file_attributes", &format_args!("{:#x}", self.st_file_attributes()))
            .field("st_reparse_tag", &format_args!("{:#x}", self.st_reparse_tag()))
            .finish()
    }
}

/// The status of a file, through symbolic links, or of an open descriptor: `os.stat(path)`.
///
/// Of a file that is open to nobody else, or closed to the caller, it is what the directory knows.
///
/// # Errors
///
/// `FileNotFound` for a missing file and for a symbolic link that points nowhere.
///
/// ```no_run
/// use ostler::{os, stat};
/// assert!(stat::S_ISDIR(os::stat("C:\\")?.st_mode()));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn stat(target: impl Target) -> Result<StatResult> {
    stat_with(target, At::cwd())
}

/// [`stat`], or of a link itself: `os.stat(path, *, follow_symlinks=True)`.
///
/// # Errors
///
/// As [`stat`]; `NotImplemented` for a start other than the current directory, `Value` for a descriptor with options.
pub fn stat_with(target: impl Target, at: At<'_>) -> Result<StatResult> {
    match target.spot() {
        Spot::Fd(fd) => {
            at.unused("stat")?;
            fstat(fd)
        }
        Spot::Path(path) => {
            at.only_follow("stat")?;
            stat_path(path, at.follows_symlinks())
        }
    }
}

/// The status of a symbolic link or a junction itself, or of a file: `os.lstat(path)`.
///
/// # Errors
///
/// As [`stat`].
pub fn lstat(path: impl AsRef<Path>) -> Result<StatResult> {
    stat_path(path.as_ref(), false)
}

/// The status of the file a descriptor is open on: `os.fstat(fd)`.
///
/// # Errors
///
/// Code 6 for a descriptor that is not open.
pub fn fstat(fd: impl AsFd) -> Result<StatResult> {
    Ok(StatResult(sys::files::fstat(fd.as_fd().into())?))
}

pub(super) fn stat_path(path: &Path, follow: bool) -> Result<StatResult> {
    with_path(path, |name| sys::files::stat(name, follow)).map(StatResult).or_path(path)
}
