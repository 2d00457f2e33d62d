//! Renaming.

use std::path::Path;

use ostler_sys as sys;

use crate::audit::{audit, events};
use crate::error::{OrPath as _, Result};
use crate::host::retry;
use crate::os::At;

/// Gives a file or directory another name: `os.rename(src, dst)`, `rename(2)`, `MoveFileEx`.
///
/// On Windows what has the name already is an error. On Unix this is [`replace`]: a file takes the place of a file, a
/// directory that of an empty directory, at one stroke. A name that two files are never to share is taken with
/// [`link`](crate::os::link) instead.
///
/// # Errors
///
/// `IsADirectory` for a file in the place of a directory, `NotADirectory` for the opposite, `ENOTEMPTY` for a directory
/// with something in it, `EXDEV` between file systems, `EINVAL` for a directory into itself. On Windows `FileExists` if
/// `dst` is there, `PermissionDenied` while another program has the file open and does not share it.
///
/// # Audit
///
/// `os.rename` with `src`, `dst`, `src_dir_fd`, `dst_dir_fd`.
///
/// ```
/// use ostler::os;
/// let tmp = tempfile::tempdir()?;
/// std::fs::write(tmp.path().join("a"), "text")?;
/// os::rename(tmp.path().join("a"), tmp.path().join("b"))?;
/// assert_eq!(std::fs::read(tmp.path().join("b"))?, b"text");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rename(src: impl AsRef<Path>, dst: impl AsRef<Path>) -> Result<()> {
    rename_with(src, dst, At::cwd(), At::cwd())
}

/// [`rename`] from one directory to another: `os.rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)`, `renameat(2)`.
///
/// # Errors
///
/// As [`rename`]; `NotImplemented` on Windows for any option of `src_at` and `dst_at`.
///
/// # Audit
///
/// As [`rename`].
///
/// ```
/// use ostler::os::{self, At};
/// let tmp = tempfile::tempdir()?;
/// let dir = os::open(tmp.path(), os::O_RDONLY)?;
/// std::fs::write(tmp.path().join("a"), "")?;
/// os::rename_with("a", "b", At::dir(&dir), At::dir(&dir).beneath())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rename_with(
    src: impl AsRef<Path>,
    dst: impl AsRef<Path>,
    src_at: At<'_>,
    dst_at: At<'_>,
) -> Result<()> {
    move_entry(false, src.as_ref(), dst.as_ref(), src_at, dst_at)
}

/// Puts a file or directory in the place of another: `os.replace(src, dst)`, `rename(2)`, `MoveFileEx` with
/// `MOVEFILE_REPLACE_EXISTING`.
///
/// On every system a file that is there is replaced, at one stroke: others see the old one or the new one.
///
/// # Errors
///
/// As [`rename`]; on Windows `PermissionDenied` for a `dst` that is a directory, read-only, or open in another program that
/// does not share it.
///
/// # Audit
///
/// As [`rename`].
///
/// ```
/// use ostler::os;
/// let tmp = tempfile::tempdir()?;
/// std::fs::write(tmp.path().join("settings"), "old")?;
/// std::fs::write(tmp.path().join("settings.new"), "new")?;
/// os::replace(tmp.path().join("settings.new"), tmp.path().join("settings"))?;
/// assert_eq!(std::fs::read(tmp.path().join("settings"))?, b"new");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn replace(src: impl AsRef<Path>, dst: impl AsRef<Path>) -> Result<()> {
    replace_with(src, dst, At::cwd(), At::cwd())
}

/// [`replace`] from one directory to another: `os.replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)`, `renameat(2)`.
///
/// # Errors
///
/// As [`replace`] and [`rename_with`].
///
/// # Audit
///
/// As [`replace`].
///
/// ```
/// use ostler::os::{self, At};
/// let tmp = tempfile::tempdir()?;
/// let dir = os::open(tmp.path(), os::O_RDONLY)?;
/// std::fs::write(tmp.path().join("a"), "")?;
/// os::replace_with("a", "b", At::dir(&dir), At::dir(&dir))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn replace_with(
    src: impl AsRef<Path>,
    dst: impl AsRef<Path>,
    src_at: At<'_>,
    dst_at: At<'_>,
) -> Result<()> {
    move_entry(true, src.as_ref(), dst.as_ref(), src_at, dst_at)
}

fn move_entry(replace: bool, src: &Path, dst: &Path, src_at: At<'_>, dst_at: At<'_>) -> Result<()> {
    let function = if replace { "replace" } else { "rename" };
    src_at.only_dir(function)?;
    dst_at.only_dir(function)?;
    audit!(events::Rename {
        src,
        dst,
        src_dir_fd: src_at.audit_dir(),
        dst_dir_fd: dst_at.audit_dir()
    });
    src_at
        .on_entry(src, |src_dir, src| {
            dst_at.on_entry(dst, |dst_dir, dst| {
                retry(|| {
                    if replace {
                        sys::files::replaceat(src_dir, src, dst_dir, dst)
                    } else {
                        sys::files::renameat(src_dir, src, dst_dir, dst)
                    }
                })
            })
        })
        .or_paths(src, dst)
}
