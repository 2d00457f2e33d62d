//! This process, its parent, and what new files are made without.

use ostler_sys as sys;

/// The id of this process: `os.getpid()`, `getpid(2)`, `GetCurrentProcessId`.
///
/// ```
/// assert_eq!(ostler::os::getpid() as u32, std::process::id());
/// ```
#[inline]
pub fn getpid() -> i32 {
    sys::params::getpid()
}

/// The id of the parent: `os.getppid()`, `getppid(2)`.
///
/// Whoever adopted the process, if the parent has ended; 0 where the parent is outside the process's pid namespace.
/// On Windows nobody adopts: it is the number of whoever started the process, which may be another process's by now.
///
/// ```
/// assert_ne!(ostler::os::getppid(), ostler::os::getpid());
/// ```
#[inline]
pub fn getppid() -> i32 {
    sys::params::getppid()
}

/// Sets the bits that new files are made without, and returns those before: `os.umask(mask)`, `umask(2)`.
///
/// The mask is the whole process's, and there is no way to read it but by setting it. Only the permission bits count.
/// Windows has one: with 0o200 in the mask the files that [`open`](crate::os::open) makes are read-only.
///
/// ```
/// use ostler::os;
/// let before = os::umask(0o077);
/// assert_eq!(os::umask(before), 0o077);
/// ```
#[inline]
pub fn umask(mask: u32) -> u32 {
    sys::params::umask(mask)
}
