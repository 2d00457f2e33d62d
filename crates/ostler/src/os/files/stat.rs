//! The status of files.

use crate::error::{OrPath as _, Result};
use crate::host::retry;
use crate::os::At;
use crate::os::at::{Spot, Target};
use crate::sys;

/// What the system knows about a file: `os.stat_result`.
#[derive(Clone, Copy)]
#[doc(alias = "stat_result")]
pub struct StatResult(sys::files::Stat);

impl std::fmt::Debug for StatResult {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StatResult").field("st_mode", &self.st_mode()).finish_non_exhaustive()
    }
}

impl StatResult {
    /// Wraps what the kernel filled in.
    #[inline]
    pub(crate) fn new(stat: sys::files::Stat) -> Self {
        Self(stat)
    }

    /// Type and permission bits.
    pub fn st_mode(&self) -> u32 {
        self.0.st_mode as u32
    }

    /// Inode number.
    pub fn st_ino(&self) -> u128 {
        self.0.st_ino as u128
    }
}

/// The status of a file, through symbolic links, or of an open descriptor: `os.stat(path)`, `stat(2)`, `fstat(2)`.
///
/// # Errors
///
/// As the call's.
///
/// ```
/// assert!(ostler::os::stat("/")?.st_ino() > 0);
/// # Ok::<(), ostler::Error>(())
/// ```
#[inline]
pub fn stat(target: impl Target) -> Result<StatResult> {
    stat_with(target, At::cwd())
}

/// [`stat`] from a directory, or of a symbolic link itself.
///
/// # Errors
///
/// As [`stat`]; `Value` for a descriptor with options that only a path can have.
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
            Ok(StatResult(retry(|| sys::files::fstat(fd.into()))?))
        }
        Spot::Path(path) => at
            .on_file(path, |dir, name| retry(|| sys::files::fstatat(dir, name, at.flags())))
            .map(StatResult)
            .or_path(path),
    }
}
