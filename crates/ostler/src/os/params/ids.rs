//! User and group ids.

use ostler_sys as sys;
use ostler_sys::params::UNCHANGED;

use crate::errno;
use crate::error::{Error, Result};
use crate::host::retry;

/// The real user id of the process: `os.getuid()`, `getuid(2)`.
///
/// ```
/// println!("started by user {}", ostler::os::getuid());
/// ```
#[inline]
pub fn getuid() -> u32 {
    sys::params::getuid()
}

/// The effective user id, which permissions are checked against: `os.geteuid()`, `geteuid(2)`.
///
/// ```
/// if ostler::os::geteuid() == 0 {
///     println!("as the superuser");
/// }
/// ```
#[inline]
pub fn geteuid() -> u32 {
    sys::params::geteuid()
}

/// The real group id of the process: `os.getgid()`, `getgid(2)`.
///
/// ```
/// println!("started in group {}", ostler::os::getgid());
/// ```
#[inline]
pub fn getgid() -> u32 {
    sys::params::getgid()
}

/// The effective group id: `os.getegid()`, `getegid(2)`.
///
/// ```
/// println!("files are made for group {}", ostler::os::getegid());
/// ```
#[inline]
pub fn getegid() -> u32 {
    sys::params::getegid()
}

/// Real, effective and saved user id: `os.getresuid()`, `getresuid(2)`.
///
/// # Errors
///
/// None that a system of today has.
///
/// # Platforms
///
/// Not macOS.
///
/// ```
/// use ostler::os;
/// let (real, effective, _saved) = os::getresuid()?;
/// assert_eq!((real, effective), (os::getuid(), os::geteuid()));
/// # Ok::<(), ostler::Error>(())
/// ```
#[cfg(not(any(apple, target_os = "netbsd")))]
pub fn getresuid() -> Result<(u32, u32, u32)> {
    Ok(sys::params::getresuid()?)
}

/// Real, effective and saved group id: `os.getresgid()`, `getresgid(2)`.
///
/// # Errors
///
/// As [`getresuid`].
///
/// # Platforms
///
/// Not macOS.
///
/// ```
/// use ostler::os;
/// let (real, effective, _saved) = os::getresgid()?;
/// assert_eq!((real, effective), (os::getgid(), os::getegid()));
/// # Ok::<(), ostler::Error>(())
/// ```
#[cfg(not(any(apple, target_os = "netbsd")))]
pub fn getresgid() -> Result<(u32, u32, u32)> {
    Ok(sys::params::getresgid()?)
}

/// An id for a call that sets several. The number the kernel takes for "as it is" cannot be asked for by itself.
fn or_unchanged(id: impl Into<Option<u32>>) -> Result<u32> {
    match id.into() {
        None => Ok(UNCHANGED),
        Some(UNCHANGED) => Err(Error::from_errno(errno::EINVAL)),
        Some(id) => Ok(id),
    }
}

/// Sets the user id of the process, for good where the process may set any: `os.setuid(uid)`, `setuid(2)`.
///
/// The superuser sets the real, the effective and the saved one, anybody else the effective one only, to one of the
/// other two. All threads change together. A program that drops its rights changes its groups first:
///
/// ```no_run
/// use ostler::os;
/// os::setgroups(&[])?;
/// os::setgid(65534)?;
/// os::setuid(65534)?;
/// # Ok::<(), ostler::Error>(())
/// ```
///
/// # Errors
///
/// `PermissionDenied` for another id than these; `EINVAL` for `u32::MAX`; `BlockingIo` where the user has too many
/// processes. A program that ignores the error keeps its rights.
pub fn setuid(uid: u32) -> Result<()> {
    Ok(retry(|| sys::params::setuid(uid))?)
}

/// Sets the effective user id: `os.seteuid(euid)`, `seteuid(2)`. The real and the saved one are the way back.
///
/// # Errors
///
/// `PermissionDenied` for an id that is none of the process's; `EINVAL` for `u32::MAX`.
///
/// ```
/// use ostler::os;
/// os::seteuid(os::geteuid())?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn seteuid(euid: u32) -> Result<()> {
    Ok(retry(|| sys::params::seteuid(euid))?)
}

/// Sets the group id of the process: `os.setgid(gid)`, `setgid(2)`. All three for the superuser, else the effective one.
///
/// # Errors
///
/// As [`setuid`].
///
/// ```
/// use ostler::os;
/// os::setgid(os::getgid())?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn setgid(gid: u32) -> Result<()> {
    Ok(retry(|| sys::params::setgid(gid))?)
}

/// Sets the effective group id: `os.setegid(egid)`, `setegid(2)`.
///
/// # Errors
///
/// As [`seteuid`].
///
/// ```
/// use ostler::os;
/// os::setegid(os::getegid())?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn setegid(egid: u32) -> Result<()> {
    Ok(retry(|| sys::params::setegid(egid))?)
}

/// Sets the real and the effective user id, each if given: `os.setreuid(ruid, euid)`, `setreuid(2)`.
///
/// `None` is the reference's -1: that id stays.
///
/// # Errors
///
/// `PermissionDenied` for an id that the process may not take; `EINVAL` for `u32::MAX`.
///
/// ```
/// use ostler::os;
/// os::setreuid(None, os::geteuid())?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn setreuid(ruid: impl Into<Option<u32>>, euid: impl Into<Option<u32>>) -> Result<()> {
    let (ruid, euid) = (or_unchanged(ruid)?, or_unchanged(euid)?);
    Ok(retry(|| sys::params::setreuid(ruid, euid))?)
}

/// Sets the real and the effective group id, each if given: `os.setregid(rgid, egid)`, `setregid(2)`.
///
/// # Errors
///
/// As [`setreuid`].
///
/// ```
/// use ostler::os;
/// os::setregid(os::getgid(), None)?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn setregid(rgid: impl Into<Option<u32>>, egid: impl Into<Option<u32>>) -> Result<()> {
    let (rgid, egid) = (or_unchanged(rgid)?, or_unchanged(egid)?);
    Ok(retry(|| sys::params::setregid(rgid, egid))?)
}

/// Sets the real, the effective and the saved user id, each if given: `os.setresuid(ruid, euid, suid)`, `setresuid(2)`.
///
/// # Errors
///
/// As [`setreuid`].
///
/// # Platforms
///
/// Not macOS.
///
/// ```
/// ostler::os::setresuid(None, None, None)?;
/// # Ok::<(), ostler::Error>(())
/// ```
#[cfg(not(any(apple, target_os = "netbsd")))]
pub fn setresuid(
    ruid: impl Into<Option<u32>>,
    euid: impl Into<Option<u32>>,
    suid: impl Into<Option<u32>>,
) -> Result<()> {
    let (ruid, euid, suid) = (or_unchanged(ruid)?, or_unchanged(euid)?, or_unchanged(suid)?);
    Ok(retry(|| sys::params::setresuid(ruid, euid, suid))?)
}

/// Sets the real, the effective and the saved group id, each if given: `os.setresgid(rgid, egid, sgid)`,
/// `setresgid(2)`.
///
/// # Errors
///
/// As [`setreuid`].
///
/// # Platforms
///
/// Not macOS.
///
/// ```
/// ostler::os::setresgid(None, None, None)?;
/// # Ok::<(), ostler::Error>(())
/// ```
#[cfg(not(any(apple, target_os = "netbsd")))]
pub fn setresgid(
    rgid: impl Into<Option<u32>>,
    egid: impl Into<Option<u32>>,
    sgid: impl Into<Option<u32>>,
) -> Result<()> {
    let (rgid, egid, sgid) = (or_unchanged(rgid)?, or_unchanged(egid)?, or_unchanged(sgid)?);
    Ok(retry(|| sys::params::setresgid(rgid, egid, sgid))?)
}
