//! Which file a function means: by path, from which directory, through which links; or by descriptor.

mod target;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use crate::error::{Error, Result};
use crate::fd::{AsFd, AsRawFd as _, BorrowedFd};

pub(crate) use target::Spot;
pub use target::Target;
#[cfg(unix)]
pub(crate) use unix::{with_path, with_str};
#[cfg(windows)]
pub(crate) use windows::{with_path, with_str};

/// Where a path starts and how it is followed: the reference's `dir_fd=` and `follow_symlinks=`, and one thing more.
///
/// The default is the reference's: from the current directory, through symbolic links, to anywhere.
///
/// ```
/// use ostler::os::{self, At};
///
/// let dir = os::open("/", os::O_RDONLY | os::O_DIRECTORY)?;
/// let by_link = os::stat_with("etc", At::dir(&dir).nofollow())?;
/// assert!(ostler::stat::S_ISDIR(by_link.st_mode()));
/// # Ok::<(), ostler::Error>(())
/// ```
///
/// A function that cannot honour an option fails with [`ErrorKind::NotImplemented`](crate::ErrorKind::NotImplemented);
/// none is ever ignored.
#[derive(Clone, Copy, Default, Debug)]
pub struct At<'fd> {
    dir: Option<BorrowedFd<'fd>>,
    nofollow: bool,
    beneath: bool,
}

impl<'fd> At<'fd> {
    /// From the current directory.
    pub const fn cwd() -> Self {
        Self { dir: None, nofollow: false, beneath: false }
    }

    /// From an open directory (`dir_fd=`). An absolute path does not look at it.
    pub fn dir<F: AsFd + ?Sized>(dir: &'fd F) -> Self {
        Self { dir: Some(dir.as_fd()), ..Self::cwd() }
    }

    /// A symbolic link at the end of the path is meant itself, not what it points to (`follow_symlinks=False`).
    #[must_use]
    pub const fn nofollow(self) -> Self {
        Self { nofollow: true, ..self }
    }

    /// The path may not leave the directory it starts from: not by `..`, not by an absolute path, not by a symbolic link
    /// on the way, not by a race with somebody who moves directories about.
    ///
    /// An attempt fails with `EXDEV`. The kernel resolves the path (`openat2(2)` with `RESOLVE_BENEATH`, Linux 5.6); a
    /// system that has no such service fails with [`ErrorKind::NotImplemented`](crate::ErrorKind::NotImplemented).
    /// Functions that make, remove or rename an entry resolve the path's parent this way and act on its last component,
    /// which no such call follows. The others act on a descriptor of the file they found; `access`, `chmod` and `link`
    /// name it as `/proc/self/fd/N`, so they need `/proc`. Where somebody renames directories all the time, a path with
    /// `..` in it may fail with `EAGAIN`: the kernel could not be certain of any answer.
    ///
    /// ```
    /// use ostler::os::{self, At};
    ///
    /// let tmp = tempfile::tempdir()?;
    /// let dir = os::open(tmp.path(), os::O_RDONLY | os::O_DIRECTORY)?;
    /// let escape = os::mkdir_with("../outside", 0o777, At::dir(&dir).beneath()).unwrap_err();
    /// assert_eq!(escape.errno(), Some(ostler::errno::EXDEV));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn beneath(self) -> Self {
        Self { beneath: true, ..self }
    }

    /// The directory paths start from, if one was given.
    pub const fn dir_fd(self) -> Option<BorrowedFd<'fd>> {
        self.dir
    }

    /// Whether a symbolic link at the end of the path is followed.
    pub const fn follows_symlinks(self) -> bool {
        !self.nofollow
    }

    /// Whether the path must stay beneath its start.
    pub const fn is_beneath(self) -> bool {
        self.beneath
    }

    /// The number an audit event has for the directory: -1 where none was given.
    pub(crate) fn audit_dir(self) -> i32 {
        self.dir.map_or(-1, |dir| dir.as_raw_fd())
    }

    /// For functions that have no `follow_symlinks`.
    #[inline]
    pub(crate) fn only_dir(self, function: &str) -> Result<()> {
        self.available(function)?;
        if self.nofollow {
            return Err(Error::not_implemented(format!(
                "{function}: follow_symlinks unavailable on this platform"
            )));
        }
        Ok(())
    }

    /// For a descriptor given in the place of a path: nothing of this applies then.
    #[inline]
    pub(crate) fn unused(self, function: &str) -> Result<()> {
        if self.dir.is_some() || self.beneath {
            return Err(Error::value(format!(
                "{function}: can't specify dir_fd without matching path"
            )));
        }
        if self.nofollow {
            return Err(Error::value(format!(
                "{function}: cannot use fd and follow_symlinks together"
            )));
        }
        Ok(())
    }
}

/// From this directory.
impl<'fd> From<BorrowedFd<'fd>> for At<'fd> {
    fn from(dir: BorrowedFd<'fd>) -> Self {
        Self { dir: Some(dir), ..Self::cwd() }
    }
}
