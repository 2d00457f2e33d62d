//! Error numbers, their names, and the codes of Win32.

use std::fmt;

macro_rules! errnos {
    ($table:ident: $($(#[$on:meta])* $name:ident = $number:expr, $meaning:literal;)*) => {
        $(
            $(#[$on])*
            #[doc = concat!($meaning, ".")]
            pub const $name: Errno = Errno($number);
        )*

        static $table: &Table = &[$($(#[$on])* ($name, stringify!($name)),)*];
    };
}

#[cfg(not(windows))]
mod unix;
#[cfg(windows)]
mod windows;
mod winerror;

#[cfg(not(windows))]
use unix::TABLES;
#[cfg(not(windows))]
pub use unix::*;
#[cfg(windows)]
use windows::TABLES;
#[cfg(windows)]
pub use windows::*;
pub use winerror::WinError;

/// Names with their numbers.
type Table = [(Errno, &'static str)];

/// An error number of the operating system (`errno` in C).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Errno(i32);

impl Errno {
    /// Takes a number as it is, known to this system or not.
    pub const fn from_raw(number: i32) -> Self {
        Self(number)
    }

    /// The number.
    pub const fn raw(self) -> i32 {
        self.0
    }

    /// The symbolic name, `"ENOENT"`, or `None` for a number without one.
    ///
    /// Where two names share a number, this is the one that [`errorcode`] gives.
    pub fn name(self) -> Option<&'static str> {
        errorcode(self.0)
    }

    /// The number the last failed C library call of this thread left behind.
    #[doc(hidden)]
    pub fn last() -> Self {
        crate::last_errno()
    }
}

/// The system's message: `No such file or directory`.
impl fmt::Display for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&strerror(*self))
    }
}

/// The name where there is one: `ENOENT`, else `Errno(4000)`.
impl fmt::Debug for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => f.debug_tuple("Errno").field(&self.0).finish(),
        }
    }
}

impl std::error::Error for Errno {}

impl From<Errno> for i32 {
    fn from(errno: Errno) -> i32 {
        errno.0
    }
}

impl From<Errno> for std::io::Error {
    #[cfg(not(windows))]
    fn from(errno: Errno) -> Self {
        Self::from_raw_os_error(errno.0)
    }

    /// The standard library's raw codes are Win32's here, which an error number is not: the kind and the text are kept.
    #[cfg(windows)]
    fn from(errno: Errno) -> Self {
        Self::new(windows::kind(errno), errno)
    }
}

#[cfg(unix)]
#[doc(hidden)]
impl From<rustix::io::Errno> for Errno {
    #[inline]
    fn from(errno: rustix::io::Errno) -> Self {
        Self(errno.raw_os_error())
    }
}

/// The message the system has for an error number: `os.strerror(code)`, `strerror_r(3)`.
///
/// A number the system does not know has a message too (`Unknown error 4000`).
///
/// ```
/// use ostler::errno;
/// assert_eq!(errno::strerror(errno::ENOENT), "No such file or directory");
/// ```
pub fn strerror(errno: Errno) -> String {
    crate::strerror(errno)
}

/// The name of a number, `errno.errorcode[number]`, or `None` if it has none here.
///
/// Where two names share a number (`EAGAIN` and `EWOULDBLOCK`), this is the name the reference's dictionary keeps.
///
/// ```
/// assert_eq!(ostler::errno::errorcode(2), Some("ENOENT"));
/// assert_eq!(ostler::errno::errorcode(-1), None);
/// ```
pub fn errorcode(number: i32) -> Option<&'static str> {
    const SHARED: [(Errno, &str); 3] =
        [(EAGAIN, "EAGAIN"), (ENOTSUP, "ENOTSUP"), (DEADLOCK.0, DEADLOCK.1)];
    let preferred = SHARED.iter().find(|(errno, _)| errno.0 == number).map(|&(_, name)| name);
    preferred.or_else(|| names().find(|&(_, errno)| errno.0 == number).map(|(name, _)| name))
}

#[cfg(any(linux_kernel, windows))]
const DEADLOCK: (Errno, &str) = (EDEADLOCK, "EDEADLOCK");
#[cfg(not(any(linux_kernel, windows)))]
const DEADLOCK: (Errno, &str) = (EDEADLK, "EDEADLK");

/// The number of a name, or `None` if this system has no such error.
///
/// ```
/// use ostler::errno;
/// assert_eq!(errno::from_name("EACCES"), Some(errno::EACCES));
/// assert_eq!(errno::from_name("ENONSENSE"), None);
/// ```
pub fn from_name(name: &str) -> Option<Errno> {
    names().find(|&(known, _)| known == name).map(|(_, errno)| errno)
}

/// Every name this system has, with its number.
///
/// ```
/// assert!(ostler::errno::names().any(|(name, _)| name == "EINTR"));
/// ```
pub fn names() -> impl Iterator<Item = (&'static str, Errno)> {
    TABLES.iter().copied().flatten().map(|&(errno, name)| (name, errno))
}
