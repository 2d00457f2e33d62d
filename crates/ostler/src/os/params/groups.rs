//! Supplementary groups.

use std::ffi::OsStr;

use ostler_sys as sys;

use crate::error::Result;
use crate::host::retry;
use crate::os::at::with_str;

/// The most supplementary groups a process can have.
pub const NGROUPS_MAX: u32 = sys::system::NGROUPS_MAX;

/// The supplementary groups of the process: `os.getgroups()`, `getgroups(2)`.
///
/// Whether the effective group is among them is up to the system.
///
/// # Errors
///
/// None that a system of today has.
///
/// ```
/// let groups = ostler::os::getgroups()?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn getgroups() -> Result<Vec<u32>> {
    Ok(retry(sys::params::getgroups)?)
}

/// Sets the supplementary groups of the process, all threads together: `os.setgroups(groups)`, `setgroups(2)`.
///
/// # Errors
///
/// `PermissionDenied` without the right to; `EINVAL` for more than [`NGROUPS_MAX`] (the stock interpreter has
/// a `ValueError` there).
///
/// ```no_run
/// ostler::os::setgroups(&[])?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn setgroups(groups: &[u32]) -> Result<()> {
    Ok(retry(|| sys::params::setgroups(groups))?)
}

/// Sets the supplementary groups to those of a user, and `gid`: `os.initgroups(username, gid)`, `initgroups(3)`.
///
/// # Errors
///
/// `PermissionDenied` without the right to; `Value` for a name with a NUL byte.
///
/// ```no_run
/// ostler::os::initgroups("daemon", 1)?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn initgroups(username: impl AsRef<OsStr>, gid: u32) -> Result<()> {
    with_str(username.as_ref(), |name| retry(|| sys::params::initgroups(name, gid)))
}

/// The groups a user belongs to, and `group`: `os.getgrouplist(user, group)`, `getgrouplist(3)`.
///
/// `group` is commonly the one of the user's password entry, which the group database need not mention. A user nobody
/// knows is in that group alone.
///
/// # Errors
///
/// `Value` for a name with a NUL byte; `ERANGE` for more groups than any system has.
///
/// ```
/// let groups = ostler::os::getgrouplist("nobody", 65534)?;
/// assert!(groups.contains(&65534));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn getgrouplist(user: impl AsRef<OsStr>, group: u32) -> Result<Vec<u32>> {
    with_str(user.as_ref(), |name| retry(|| sys::params::getgrouplist(name, group)))
}
