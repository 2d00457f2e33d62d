//! Links, hard and symbolic, and removing names. A junction of Windows is read and removed like a symbolic link.

use std::path::{Path, PathBuf};

use ostler_sys as sys;

use crate::audit::{audit, events};
use crate::error::{Error, OrPath as _, Result};
use crate::host::retry;
use crate::os::At;
use crate::os::at::with_path;

/// Gives a file a second name: `os.link(src, dst)`, `link(2)`, `CreateHardLink`.
///
/// If `src` is a symbolic link, the file it points to gets the name, as the reference documents. (CPython 3.13 links the
/// symbolic link itself on Linux, unless a directory descriptor is given.) [`link_with`] and [`At::nofollow`] mean the
/// symbolic link. Windows gives the name to the symbolic link itself in any case.
///
/// # Errors
///
/// `FileExists` if `dst` is taken, `EXDEV` if it is on another file system, `PermissionDenied` (`EPERM`) for a directory.
///
/// # Audit
///
/// `os.link` with `src`, `dst`, `src_dir_fd`, `dst_dir_fd`.
///
/// ```
/// use ostler::os;
/// let tmp = tempfile::tempdir()?;
/// std::fs::write(tmp.path().join("a"), "")?;
/// os::link(tmp.path().join("a"), tmp.path().join("b"))?;
/// assert_eq!(os::stat(tmp.path().join("b"))?.st_nlink(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn link(src: impl AsRef<Path>, dst: impl AsRef<Path>) -> Result<()> {
    link_with(src, dst, At::cwd(), At::cwd())
}

/// [`link`] from one directory to another, or of a symbolic link itself:
/// `os.link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)`, `linkat(2)`.
///
/// # Errors
///
/// As [`link`]. [`At::nofollow`] is for `src_at` only. `NotImplemented` on Windows for a start other than the current
/// directory.
///
/// # Audit
///
/// As [`link`].
///
/// ```
/// use ostler::os::{self, At};
/// let tmp = tempfile::tempdir()?;
/// let dir = os::open(tmp.path(), os::O_RDONLY)?;
/// os::symlink_with("anywhere", "a", false, At::dir(&dir))?;
/// os::link_with("a", "b", At::dir(&dir).nofollow(), At::dir(&dir))?;
/// assert_eq!(os::readlink_with("b", At::dir(&dir))?, std::path::Path::new("anywhere"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn link_with(
    src: impl AsRef<Path>,
    dst: impl AsRef<Path>,
    src_at: At<'_>,
    dst_at: At<'_>,
) -> Result<()> {
    let (src, dst) = (src.as_ref(), dst.as_ref());
    src_at.available("link")?;
    dst_at.only_dir("link")?;
    audit!(events::Link {
        src,
        dst,
        src_dir_fd: src_at.audit_dir(),
        dst_dir_fd: dst_at.audit_dir()
    });
    let flags = if src_at.follows_symlinks() { sys::files::AT_SYMLINK_FOLLOW } else { 0 };
    src_at
        .on_file(src, |src_dir, src| {
            dst_at.on_entry(dst, |dst_dir, dst| {
                retry(|| sys::files::linkat(src_dir, src, dst_dir, dst, flags))
            })
        })
        .or_paths(src, dst)
}

/// Makes a symbolic link at `dst` that says `src`: `os.symlink(src, dst)`, `symlink(2)`, `CreateSymbolicLink`.
///
/// Nothing looks at `src`: it may be missing, and if it is relative it is found from the directory of `dst`. Windows
/// has one kind of link for files and one for directories: where `src` is there, it decides. Without the developer mode this
/// takes a privilege.
///
/// # Errors
///
/// `FileExists` if `dst` is taken, `FileNotFound` if its directory is missing or `src` is empty; on Windows code 1314 without
/// the privilege.
///
/// # Audit
///
/// `os.symlink` with `src`, `dst`, `dir_fd`.
///
/// ```
/// use ostler::os;
/// let tmp = tempfile::tempdir()?;
/// os::symlink("/etc", tmp.path().join("settings"))?;
/// assert!(tmp.path().join("settings").is_dir());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn symlink(src: impl AsRef<Path>, dst: impl AsRef<Path>) -> Result<()> {
    symlink_with(src, dst, false, At::cwd())
}

/// [`symlink`] from a directory: `os.symlink(src, dst, target_is_directory=False, *, dir_fd=None)`, `symlinkat(2)`.
///
/// `target_is_directory` is for Windows: which of its two kinds the link is where nothing is at `src` yet. `at` is about `dst`:
/// beneath a directory the link is made there, whatever it says.
///
/// # Errors
///
/// As [`symlink`]; `NotImplemented` on Windows for any option of `at`.
///
/// # Audit
///
/// As [`symlink`].
///
/// ```
/// use ostler::os::{self, At};
/// let tmp = tempfile::tempdir()?;
/// let dir = os::open(tmp.path(), os::O_RDONLY)?;
/// os::symlink_with("/etc", "settings", true, At::dir(&dir))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn symlink_with(
    src: impl AsRef<Path>,
    dst: impl AsRef<Path>,
    target_is_directory: bool,
    at: At<'_>,
) -> Result<()> {
    let (src, dst) = (src.as_ref(), dst.as_ref());
    at.only_dir("symlink")?;
    audit!(events::Symlink { src, dst, dir_fd: at.audit_dir() });
    with_path(src, |src| {
        at.on_entry(dst, |dir, dst| {
            retry(|| sys::files::symlinkat(src, dir, dst, target_is_directory))
        })
    })
    .or_paths(src, dst)
}

/// What a symbolic link says: `os.readlink(path)`, `readlink(2)`, `FSCTL_GET_REPARSE_POINT`.
///
/// Taken as it is, of any length; a relative one is meant from the directory of the link. On Windows it is the name that
/// counts, which for absolute ones starts with `\\?\`; the one for people may differ.
///
/// # Errors
///
/// `EINVAL` if the file is not a symbolic link; on Windows code 4390, and `Value` for a reparse point that stands for no name.
///
/// # Audit
///
/// On Windows `os.readlink` with `path`, `dir_fd`.
///
/// ```
/// let own = ostler::os::readlink("/proc/self")?;
/// assert_eq!(own.to_str(), Some(std::process::id().to_string().as_str()));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn readlink(path: impl AsRef<Path>) -> Result<PathBuf> {
    readlink_with(path, At::cwd())
}

/// [`readlink`] from a directory: `os.readlink(path, *, dir_fd=None)`, `readlinkat(2)`.
///
/// # Errors
///
/// As [`readlink`]; `NotImplemented` on Windows for any option of `at`.
///
/// # Audit
///
/// As [`readlink`].
///
/// ```
/// use ostler::os::{self, At};
/// let proc = os::open("/proc", os::O_RDONLY)?;
/// assert_eq!(os::readlink_with("self", At::dir(&proc))?, os::readlink("/proc/self")?);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn readlink_with(path: impl AsRef<Path>, at: At<'_>) -> Result<PathBuf> {
    let path = path.as_ref();
    at.only_dir("readlink")?;
    #[cfg(windows)]
    audit!(events::Readlink { path, dir_fd: at.audit_dir() });
    let said = at
        .nofollow()
        .on_file(path, |dir, name| retry(|| sys::files::readlinkat(dir, name)))
        .or_path(path)?;
    said.map(PathBuf::from).ok_or_else(|| Error::value("not a symbolic link").with_filename(path))
}

/// Removes a file, or rather this name of it: `os.remove(path)`, `unlink(2)`, `DeleteFile`. The same as [`unlink`].
///
/// The file itself goes when it has no other name and is open nowhere. A symbolic link or a junction is removed itself.
///
/// # Errors
///
/// `FileNotFound` if there is none; `IsADirectory` for a directory (`PermissionDenied` where the system has it so); a file
/// may be removed by a user who may write its directory, not the file. On Windows `PermissionDenied` for a directory, for a
/// read-only file, and while another program has it open.
///
/// # Audit
///
/// `os.remove` with `path`, `dir_fd`.
///
/// ```
/// let tmp = tempfile::tempdir()?;
/// let file = tmp.path().join("a");
/// std::fs::write(&file, "")?;
/// ostler::os::remove(&file)?;
/// assert!(!file.exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn remove(path: impl AsRef<Path>) -> Result<()> {
    remove_with(path, At::cwd())
}

/// [`remove`] from a directory: `os.remove(path, *, dir_fd=None)`, `unlinkat(2)`.
///
/// # Errors
///
/// As [`remove`]; `NotImplemented` on Windows for any option of `at`.
///
/// # Audit
///
/// As [`remove`].
///
/// ```
/// use ostler::os::{self, At};
/// let tmp = tempfile::tempdir()?;
/// let dir = os::open(tmp.path(), os::O_RDONLY)?;
/// std::fs::write(tmp.path().join("a"), "")?;
/// os::remove_with("a", At::dir(&dir).beneath())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn remove_with(path: impl AsRef<Path>, at: At<'_>) -> Result<()> {
    let path = path.as_ref();
    at.only_dir("remove")?;
    audit!(events::Remove { path, dir_fd: at.audit_dir() });
    at.on_entry(path, |dir, name| retry(|| sys::files::unlinkat(dir, name))).or_path(path)
}

/// The traditional name of [`remove`]: `os.unlink(path)`, `unlink(2)`.
///
/// # Errors
///
/// As [`remove`].
///
/// # Audit
///
/// As [`remove`].
///
/// ```
/// let tmp = tempfile::tempdir()?;
/// std::fs::write(tmp.path().join("a"), "")?;
/// ostler::os::unlink(tmp.path().join("a"))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn unlink(path: impl AsRef<Path>) -> Result<()> {
    remove(path)
}

/// [`unlink`] from a directory: `os.unlink(path, *, dir_fd=None)`, `unlinkat(2)`.
///
/// # Errors
///
/// As [`remove_with`].
///
/// # Audit
///
/// As [`unlink`].
///
/// ```
/// use ostler::os::{self, At};
/// let tmp = tempfile::tempdir()?;
/// let dir = os::open(tmp.path(), os::O_RDONLY)?;
/// std::fs::write(tmp.path().join("a"), "")?;
/// os::unlink_with("a", At::dir(&dir))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn unlink_with(path: impl AsRef<Path>, at: At<'_>) -> Result<()> {
    remove_with(path, at)
}
