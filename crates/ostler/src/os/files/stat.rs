//! The status of files.

use std::fmt;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ostler_sys as sys;
use ostler_sys::files::Stamp;

use crate::error::{OrPath as _, Result};
use crate::fd::AsFd;
use crate::host::retry;
use crate::os::At;
use crate::os::at::{Spot, Target};

/// What the system knows about a file: `os.stat_result`.
///
/// It holds what the system wrote; a number is converted when it is asked for. Two are equal if every number is. Times come
/// three ways: as seconds in a float, which cannot hold every nanosecond; as nanoseconds since 1970, which is exact; and as
/// [`SystemTime`].
///
/// ```
/// use std::time::SystemTime;
/// let file = tempfile::NamedTempFile::new()?;
/// let st = ostler::os::stat(file.path())?;
/// assert_eq!(st.st_size(), 0);
/// assert_eq!(st.st_mtime() as i128, st.st_mtime_ns() / 1_000_000_000);
/// assert!(st.modified() <= SystemTime::now());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
#[doc(alias = "stat_result")]
pub struct StatResult(sys::files::Stat);

macro_rules! numbers {
    ($($(#[$attr:meta])* $name:ident: $type:ty;)*) => {
        impl StatResult {
            $(
                $(#[$attr])*
                #[inline]
                #[allow(clippy::unnecessary_cast)] // On some systems it has this type.
                pub const fn $name(&self) -> $type {
                    self.0.$name as $type
                }
            )*
        }
    };
}

numbers! {
    /// Type and permission bits, on Windows made up of the attributes; [`stat`](crate::stat) takes them apart.
    st_mode: u32;
    /// Inode number: with [`st_dev`](Self::st_dev), which file it is. On Windows the number of the file, 128 bits of it where
    /// the file system has them. 0 there in what [`DirEntry::stat`](crate::os::DirEntry::stat) gives, as the next two.
    st_ino: u128;
    /// The device the file is on; on Windows the serial number of the volume.
    st_dev: u64;
    /// Number of names (hard links).
    st_nlink: u64;
    /// User id of the owner. Windows has none: 0.
    st_uid: u32;
    /// Group id. Windows has none: 0.
    st_gid: u32;
    /// Size in bytes; of a symbolic link, the length of what it says.
    st_size: u64;
    /// Number of bytes to read or write at a time for best effect.
    #[cfg(unix)]
    st_blksize: u64;
    /// Number of 512-byte blocks on the disk: fewer than the size tells where the file has holes.
    #[cfg(unix)]
    st_blocks: u64;
    /// The device that the file is, if it is one.
    #[cfg(unix)]
    st_rdev: u64;
    /// Flags: `UF_…` and `SF_…`.
    #[cfg(any(apple, bsd))]
    st_flags: u32;
    /// Generation number.
    #[cfg(any(apple, bsd))]
    st_gen: u64;
    /// Attributes: `FILE_ATTRIBUTE_…` of [`stat`](crate::stat).
    #[cfg(windows)]
    st_file_attributes: u32;
    /// For a reparse point what kind it is: `IO_REPARSE_TAG_…` of [`stat`](crate::stat).
    #[cfg(windows)]
    st_reparse_tag: u32;
}

macro_rules! times {
    ($($(#[$on:meta])* $what:literal: $stamp:ident, $seconds:ident, $ns:ident $(, $(#[$too:meta])* $system:ident)?;)*) => {
        impl StatResult {
            $(
                #[doc = concat!($what, ", in seconds since 1970.")]
                $(#[$on])*
                #[inline]
                pub fn $seconds(&self) -> f64 {
                    seconds(sys::files::$stamp(&self.0))
                }

                #[doc = concat!($what, ", in nanoseconds since 1970.")]
                $(#[$on])*
                #[inline]
                pub fn $ns(&self) -> i128 {
                    nanoseconds(sys::files::$stamp(&self.0))
                }

                $(
                    #[doc = concat!($what, ".")]
                    $(#[$too])*
                    pub fn $system(&self) -> SystemTime {
                        system_time(sys::files::$stamp(&self.0))
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
    "When the contents or anything else about the file were last changed; on Windows, when it was made":
        changed, st_ctime, st_ctime_ns, #[cfg(unix)] changed;
    #[cfg(any(apple, target_os = "freebsd", windows))]
    "When the file was made":
        born, st_birthtime, st_birthtime_ns, #[cfg(any(apple, target_os = "freebsd", windows))] created;
}

impl StatResult {
    /// What the system wrote.
    #[doc(hidden)]
    pub const fn raw(&self) -> &sys::files::Stat {
        &self.0
    }
}

#[doc(hidden)]
impl From<StatResult> for sys::files::Stat {
    fn from(status: StatResult) -> Self {
        status.0
    }
}

#[doc(hidden)]
impl From<sys::files::Stat> for StatResult {
    #[inline]
    fn from(stat: sys::files::Stat) -> Self {
        Self(stat)
    }
}

impl PartialEq for StatResult {
    fn eq(&self, other: &Self) -> bool {
        let numbers = |st: &Self| {
            (
                [st.st_dev(), st.st_nlink(), st.st_size()],
                [st.st_mode(), st.st_uid(), st.st_gid()],
                [st.st_atime_ns(), st.st_mtime_ns(), st.st_ctime_ns()],
                st.st_ino(),
            )
        };
        #[cfg(unix)]
        if [self.st_blksize(), self.st_blocks(), self.st_rdev()]
            != [other.st_blksize(), other.st_blocks(), other.st_rdev()]
        {
            return false;
        }
        #[cfg(windows)]
        if [self.st_file_attributes(), self.st_reparse_tag()]
            != [other.st_file_attributes(), other.st_reparse_tag()]
        {
            return false;
        }
        #[cfg(any(apple, bsd))]
        if (self.st_flags(), self.st_gen()) != (other.st_flags(), other.st_gen()) {
            return false;
        }
        #[cfg(any(apple, target_os = "freebsd", windows))]
        if self.st_birthtime_ns() != other.st_birthtime_ns() {
            return false;
        }
        numbers(self) == numbers(other)
    }
}

impl Eq for StatResult {}

impl fmt::Debug for StatResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("StatResult");
        out.field("st_mode", &format_args!("{:#o}", self.st_mode()))
            .field("st_ino", &self.st_ino())
            .field("st_dev", &self.st_dev())
            .field("st_nlink", &self.st_nlink())
            .field("st_uid", &self.st_uid())
            .field("st_gid", &self.st_gid())
            .field("st_size", &self.st_size())
            .field("st_atime_ns", &self.st_atime_ns())
            .field("st_mtime_ns", &self.st_mtime_ns())
            .field("st_ctime_ns", &self.st_ctime_ns());
        #[cfg(unix)]
        out.field("st_blksize", &self.st_blksize())
            .field("st_blocks", &self.st_blocks())
            .field("st_rdev", &self.st_rdev());
        #[cfg(any(apple, bsd))]
        out.field("st_flags", &self.st_flags()).field("st_gen", &self.st_gen());
        #[cfg(any(apple, target_os = "freebsd", windows))]
        out.field("st_birthtime_ns", &self.st_birthtime_ns());
        #[cfg(windows)]
        out.field("st_file_attributes", &format_args!("{:#x}", self.st_file_attributes()))
            .field("st_reparse_tag", &format_args!("{:#x}", self.st_reparse_tag()));
        out.finish()
    }
}

#[inline]
pub(super) fn seconds(stamp: Stamp) -> f64 {
    stamp.sec as f64 + 1e-9 * f64::from(stamp.nsec)
}

#[inline]
pub(super) fn nanoseconds(stamp: Stamp) -> i128 {
    i128::from(stamp.sec) * 1_000_000_000 + i128::from(stamp.nsec)
}

/// Where the standard type cannot hold it, which is not so on Unix, the nearest that says something: 1970.
pub(super) fn system_time(stamp: Stamp) -> SystemTime {
    let whole = Duration::from_secs(stamp.sec.unsigned_abs());
    let whole =
        if stamp.sec < 0 { UNIX_EPOCH.checked_sub(whole) } else { UNIX_EPOCH.checked_add(whole) };
    whole
        .and_then(|whole| whole.checked_add(Duration::from_nanos(stamp.nsec.into())))
        .unwrap_or(UNIX_EPOCH)
}

/// The status of a file, through symbolic links, or of an open descriptor: `os.stat(path)`, `stat(2)`, `fstat(2)`,
/// `GetFileInformationByHandle`.
///
/// On Windows, of a file that another program has open for itself alone, or that is closed to the caller, it is what the
/// directory knows.
///
/// # Errors
///
/// `FileNotFound` for a missing file and for a symbolic link that points nowhere; `PermissionDenied` where a directory on
/// the way may not be searched; `ELOOP` for links in a circle.
///
/// ```
/// use ostler::{os, stat};
/// assert!(stat::S_ISDIR(os::stat("/")?.st_mode()));
/// let null = os::open("/dev/null", os::O_RDONLY)?;
/// assert_eq!(os::stat(&null)?.st_rdev(), os::stat("/dev/null")?.st_rdev());
/// # Ok::<(), ostler::Error>(())
/// ```
#[inline]
pub fn stat(target: impl Target) -> Result<StatResult> {
    stat_with(target, At::cwd())
}

/// [`stat`] from a directory, or of a symbolic link itself: `os.stat(path, *, dir_fd=None, follow_symlinks=True)`,
/// `fstatat(2)`.
///
/// # Errors
///
/// As [`stat`]; `NotImplemented` on Windows for a start other than the current directory; `Value` for a descriptor with
/// options that only a path can have.
///
/// ```
/// use ostler::os::{self, At};
/// let link = os::stat_with("/proc/self", At::cwd().nofollow())?;
/// assert!(ostler::stat::S_ISLNK(link.st_mode()));
/// # Ok::<(), ostler::Error>(())
/// ```
#[inline]
pub fn stat_with(target: impl Target, at: At<'_>) -> Result<StatResult> {
    match target.spot() {
        Spot::Fd(fd) => {
            at.unused("stat")?;
            fstat(fd)
        }
        Spot::Path(path) => stat_path("stat", path, at),
    }
}

/// The status of a symbolic link (on Windows of a junction, too) itself, or of a file: `os.lstat(path)`, `lstat(2)`.
///
/// # Errors
///
/// As [`stat`].
///
/// ```
/// use ostler::{os, stat};
/// assert!(stat::S_ISLNK(os::lstat("/proc/self")?.st_mode()));
/// # Ok::<(), ostler::Error>(())
/// ```
#[inline]
pub fn lstat(path: impl AsRef<Path>) -> Result<StatResult> {
    stat_path("lstat", path.as_ref(), At::cwd().nofollow())
}

/// [`lstat`] from a directory: `os.lstat(path, *, dir_fd=None)`, `fstatat(2)`.
///
/// # Errors
///
/// As [`stat_with`].
///
/// ```
/// use ostler::os::{self, At};
/// let proc = os::open("/proc", os::O_RDONLY)?;
/// assert!(ostler::stat::S_ISLNK(os::lstat_with("self", At::dir(&proc))?.st_mode()));
/// # Ok::<(), ostler::Error>(())
/// ```
#[inline]
pub fn lstat_with(path: impl AsRef<Path>, at: At<'_>) -> Result<StatResult> {
    stat_path("lstat", path.as_ref(), at.nofollow())
}

/// The status of the file a descriptor is open on: `os.fstat(fd)`, `fstat(2)`.
///
/// # Errors
///
/// Hardly any: network file systems may fail. On Windows code 6 for a descriptor that is not open.
///
/// ```
/// let file = tempfile::tempfile()?;
/// assert_eq!(ostler::os::fstat(&file)?.st_nlink(), 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[inline]
pub fn fstat(fd: impl AsFd) -> Result<StatResult> {
    Ok(StatResult(retry(|| sys::files::fstat(fd.as_fd().into()))?))
}

#[inline]
fn stat_path(function: &str, path: &Path, at: At<'_>) -> Result<StatResult> {
    at.available(function)?;
    at.on_file_flags(path, |dir, name, flags| retry(|| sys::files::fstatat(dir, name, flags)))
        .map(StatResult)
        .or_path(path)
}
