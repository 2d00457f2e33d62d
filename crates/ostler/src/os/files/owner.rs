//! Owners.

use std::path::Path;

use ostler_sys as sys;
use ostler_sys::params::UNCHANGED;

use crate::audit::{Arg, audit, events};
use crate::error::{OrPath as _, Result};
use crate::fd::{AsFd, AsRawFd as _};
use crate::host::retry;
use crate::os::At;
use crate::os::at::{Spot, Target};

/// Changes the owner and the group of a file, by path through symbolic links or by descriptor:
/// `os.chown(path, uid, gid)`, `chown(2)`, `fchown(2)`.
///
/// `None` leaves an id as it is, and so does `u32::MAX` (-1). The system may take the set-user-ID bit away.
///
/// # Errors
///
/// `PermissionDenied` (`EPERM`): only a privileged process gives files away; an owner may choose a group of theirs.
///
/// # Audit
///
/// `os.chown` with `path`, `uid`, `gid`, `dir_fd`; an id left as it is is -1.
///
/// ```
/// use ostler::os;
/// let tmp = tempfile::tempdir()?;
/// let group = os::stat(tmp.path())?.st_gid();
/// os::chown(tmp.path(), None, group)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn chown(
    target: impl Target,
    uid: impl Into<Option<u32>>,
    gid: impl Into<Option<u32>>,
) -> Result<()> {
    chown_with(target, uid, gid, At::cwd())
}

/// [`chown`] from a directory, or of a symbolic link itself:
/// `os.chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)`, `fchownat(2)`.
///
/// # Errors
///
/// As [`chown`]; `Value` for a descriptor with options that only a path can have.
///
/// # Audit
///
/// As [`chown`].
///
/// ```
/// use ostler::os::{self, At};
/// let tmp = tempfile::tempdir()?;
/// let dir = os::open(tmp.path(), os::O_RDONLY)?;
/// os::symlink("/missing", tmp.path().join("link"))?;
/// os::chown_with("link", None, None, At::dir(&dir).nofollow())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn chown_with(
    target: impl Target,
    uid: impl Into<Option<u32>>,
    gid: impl Into<Option<u32>>,
    at: At<'_>,
) -> Result<()> {
    match target.spot() {
        Spot::Fd(fd) => {
            at.unused("chown")?;
            fchown(fd, uid, gid)
        }
        Spot::Path(path) => {
            let (uid, gid) = (uid.into().unwrap_or(UNCHANGED), gid.into().unwrap_or(UNCHANGED));
            audit!(events::Chown {
                path,
                uid: shown(uid),
                gid: shown(gid),
                dir_fd: at.audit_dir()
            });
            at.on_file_flags(path, |dir, name, flags| {
                retry(|| sys::files::fchownat(dir, name, uid, gid, flags))
            })
            .or_path(path)
        }
    }
}

/// [`chown`] by descriptor: `os.fchown(fd, uid, gid)`, `fchown(2)`.
///
/// # Errors
///
/// As [`chown`].
///
/// # Audit
///
/// As [`chown`], the descriptor as `path`.
///
/// ```
/// let file = tempfile::tempfile()?;
/// ostler::os::fchown(&file, None, None)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fchown(
    fd: impl AsFd,
    uid: impl Into<Option<u32>>,
    gid: impl Into<Option<u32>>,
) -> Result<()> {
    let fd = fd.as_fd();
    let (uid, gid) = (uid.into().unwrap_or(UNCHANGED), gid.into().unwrap_or(UNCHANGED));
    audit!(events::Chown {
        path: Arg::Fd(fd.as_raw_fd()),
        uid: shown(uid),
        gid: shown(gid),
        dir_fd: -1
    });
    Ok(retry(|| sys::files::fchown(fd.into(), uid, gid))?)
}

/// [`chown`] of a symbolic link itself: `os.lchown(path, uid, gid)`, `lchown(2)`.
///
/// # Errors
///
/// As [`chown`].
///
/// # Audit
///
/// As [`chown`].
///
/// ```
/// use ostler::os;
/// let tmp = tempfile::tempdir()?;
/// os::symlink("/missing", tmp.path().join("link"))?;
/// os::lchown(tmp.path().join("link"), None, None)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lchown(
    path: impl AsRef<Path>,
    uid: impl Into<Option<u32>>,
    gid: impl Into<Option<u32>>,
) -> Result<()> {
    chown_with(path.as_ref(), uid, gid, At::cwd().nofollow())
}

/// The id as the reference's caller writes it.
fn shown(id: u32) -> i64 {
    if id == UNCHANGED { -1 } else { id.into() }
}
