//! Extended attributes.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStringExt as _;

use ostler_sys::c;
use ostler_sys::linux::xattr::{self as sys, Of};

use crate::audit::{audit, events};
use crate::errno::Errno;
use crate::error::{Error, OrPath as _, Result};
use crate::host::retry;
use crate::os::At;
use crate::os::at::{Spot, Target, with_path, with_str};

flags! {
    /// Whether [`setxattr_with`] makes an attribute or replaces one. With neither it does what is needed.
    pub struct XattrFlags: i32 {
        /// Makes it; fails if it exists.
        XATTR_CREATE = c::XATTR_CREATE;
        /// Replaces it; fails if it does not exist.
        XATTR_REPLACE = c::XATTR_REPLACE;
    }
}

/// The longest value an attribute can have, in bytes.
pub const XATTR_SIZE_MAX: usize = sys::XATTR_SIZE_MAX;

/// The value of an extended attribute of a file or an open descriptor: `os.getxattr(path, attribute)`, `getxattr(2)`,
/// `fgetxattr(2)`.
///
/// # Errors
///
/// `ENODATA` if there is no such attribute, `ENOTSUP` if the file system has none or not of that kind, `ERANGE` for a
/// name that is empty or longer than 255 bytes.
///
/// # Audit
///
/// `os.getxattr` with `path`, `attribute`.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::{errno, os};
/// let tmp = tempfile::tempdir()?;
/// match os::setxattr(tmp.path(), "user.origin", "https://example.org/") {
///     Ok(()) => assert_eq!(os::getxattr(tmp.path(), "user.origin")?, b"https://example.org/"),
///     // Not every file system has them.
///     Err(error) => assert_eq!(error.errno(), Some(errno::ENOTSUP)),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn getxattr(target: impl Target, attribute: impl AsRef<OsStr>) -> Result<Vec<u8>> {
    getxattr_with(target, attribute, At::cwd())
}

/// [`getxattr`] of a symbolic link itself too: `os.getxattr(path, attribute, *, follow_symlinks=True)`,
/// `lgetxattr(2)`.
///
/// # Errors
///
/// As [`getxattr`]; `NotImplemented` for a directory or a limit in `at`, which the system's call does not have.
///
/// # Audit
///
/// As [`getxattr`].
///
/// # Platforms
///
/// Linux.
pub fn getxattr_with(
    target: impl Target,
    attribute: impl AsRef<OsStr>,
    at: At<'_>,
) -> Result<Vec<u8>> {
    let (spot, attribute) = (target.spot(), attribute.as_ref());
    applicable(spot, at, "getxattr")?;
    audit!(events::Getxattr { path: spot, attribute });
    with_str(attribute, |name| on(spot, at, |of| sys::getxattr_vec(of, name)))
}

/// Sets an extended attribute of a file or an open descriptor: `os.setxattr(path, attribute, value)`, `setxattr(2)`,
/// `fsetxattr(2)`. An example is at [`getxattr`].
///
/// # Errors
///
/// `ENOTSUP` as for [`getxattr`], `E2BIG` for a value longer than [`XATTR_SIZE_MAX`], `ENOSPC` if there is no room for
/// it, `PermissionDenied` for an attribute of the system's.
///
/// # Audit
///
/// `os.setxattr` with `path`, `attribute`, `value`, `flags`.
///
/// # Platforms
///
/// Linux.
pub fn setxattr(
    target: impl Target,
    attribute: impl AsRef<OsStr>,
    value: impl AsRef<[u8]>,
) -> Result<()> {
    setxattr_with(target, attribute, value, XattrFlags::empty(), At::cwd())
}

/// [`setxattr`] with flags, and of a symbolic link itself too:
/// `os.setxattr(path, attribute, value, flags=0, *, follow_symlinks=True)`, `lsetxattr(2)`.
///
/// # Errors
///
/// As [`setxattr`]; `FileExists` with [`XATTR_CREATE`], `ENODATA` with [`XATTR_REPLACE`]; `NotImplemented` as for
/// [`getxattr_with`].
///
/// # Audit
///
/// As [`setxattr`].
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::{errno, os};
/// let file = tempfile::tempfile()?;
/// let replaced = os::setxattr_with(&file, "user.a", "1", os::XATTR_REPLACE, Default::default());
/// // It was not there, or there are none.
/// let error = replaced.unwrap_err().errno();
/// assert!(error == Some(errno::ENODATA) || error == Some(errno::ENOTSUP));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn setxattr_with(
    target: impl Target,
    attribute: impl AsRef<OsStr>,
    value: impl AsRef<[u8]>,
    flags: XattrFlags,
    at: At<'_>,
) -> Result<()> {
    let (spot, attribute, value) = (target.spot(), attribute.as_ref(), value.as_ref());
    applicable(spot, at, "setxattr")?;
    audit!(events::Setxattr { path: spot, attribute, value, flags });
    let flags = flags.bits();
    with_str(attribute, |name| on(spot, at, |of| sys::setxattr(of, name, value, flags)))
}

/// The names of the extended attributes of a file or an open descriptor: `os.listxattr(path)`, `listxattr(2)`,
/// `flistxattr(2)`. For the current directory give `"."`.
///
/// # Errors
///
/// `ENOTSUP` if the file system has none.
///
/// # Audit
///
/// `os.listxattr` with `path`.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// let tmp = tempfile::tempdir()?;
/// for name in ostler::os::listxattr(tmp.path())? {
///     println!("{}", name.display());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn listxattr(target: impl Target) -> Result<Vec<OsString>> {
    listxattr_with(target, At::cwd())
}

/// [`listxattr`] of a symbolic link itself too: `os.listxattr(path=None, *, follow_symlinks=True)`,
/// `llistxattr(2)`.
///
/// # Errors
///
/// As [`listxattr`]; `NotImplemented` as for [`getxattr_with`].
///
/// # Audit
///
/// As [`listxattr`].
///
/// # Platforms
///
/// Linux.
pub fn listxattr_with(target: impl Target, at: At<'_>) -> Result<Vec<OsString>> {
    let spot = target.spot();
    applicable(spot, at, "listxattr")?;
    audit!(events::Listxattr { path: spot });
    let list = on(spot, at, sys::listxattr_vec)?;
    // Each name ends in a NUL.
    let names = list.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    Ok(names.map(|name| OsString::from_vec(name.to_vec())).collect())
}

/// Removes an extended attribute from a file or an open descriptor: `os.removexattr(path, attribute)`,
/// `removexattr(2)`, `fremovexattr(2)`.
///
/// # Errors
///
/// `ENODATA` and `ENOTSUP` as for [`getxattr`].
///
/// # Audit
///
/// `os.removexattr` with `path`, `attribute`.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::{errno, os};
/// let file = tempfile::tempfile()?;
/// let error = os::removexattr(&file, "user.missing").unwrap_err().errno();
/// assert!(error == Some(errno::ENODATA) || error == Some(errno::ENOTSUP));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn removexattr(target: impl Target, attribute: impl AsRef<OsStr>) -> Result<()> {
    removexattr_with(target, attribute, At::cwd())
}

/// [`removexattr`] from a symbolic link itself too: `os.removexattr(path, attribute, *, follow_symlinks=True)`,
/// `lremovexattr(2)`.
///
/// # Errors
///
/// As [`removexattr`]; `NotImplemented` as for [`getxattr_with`].
///
/// # Audit
///
/// As [`removexattr`].
///
/// # Platforms
///
/// Linux.
pub fn removexattr_with(
    target: impl Target,
    attribute: impl AsRef<OsStr>,
    at: At<'_>,
) -> Result<()> {
    let (spot, attribute) = (target.spot(), attribute.as_ref());
    applicable(spot, at, "removexattr")?;
    audit!(events::Removexattr { path: spot, attribute });
    with_str(attribute, |name| on(spot, at, |of| sys::removexattr(of, name)))
}

/// Refuses what these calls cannot do.
fn applicable(spot: Spot<'_>, at: At<'_>, function: &str) -> Result<()> {
    match spot {
        Spot::Fd(_) => at.unused(function),
        Spot::Path(_) if at.dir_fd().is_some() || at.is_beneath() => Err(Error::not_implemented(
            format!("{function}: dir_fd and beneath unavailable on this platform"),
        )),
        Spot::Path(_) => Ok(()),
    }
}

fn on<T>(spot: Spot<'_>, at: At<'_>, call: impl Fn(Of<'_>) -> Result<T, Errno>) -> Result<T> {
    match spot {
        Spot::Fd(fd) => Ok(retry(|| call(Of::Fd(fd.into())))?),
        Spot::Path(path) => with_path(path, |name| {
            retry(|| call(if at.follows_symlinks() { Of::Path(name) } else { Of::Link(name) }))
        })
        .or_path(path),
    }
}
