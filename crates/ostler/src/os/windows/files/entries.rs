//! Renaming and removing, and the size of a file by its path.

use std::path::Path;

use ostler_sys::{self as sys, c};

use crate::audit::audit;
use crate::error::{OrPath as _, Result};
use crate::os::at::{Spot, Target, with_path};
use crate::os::ftruncate;

/// Gives a file or directory another name: `os.rename(src, dst)`, `MoveFileEx`.
///
/// What has the name already is an error; [`replace`] takes its place.
///
/// # Errors
///
/// `FileExists` if `dst` is there; `PermissionDenied` while somebody has the file open and does not share it; `EXDEV`
/// for a directory to another drive.
///
/// # Audit
///
/// `os.rename` with `src`, `dst`, `src_dir_fd`, `dst_dir_fd`.
pub fn rename(src: impl AsRef<Path>, dst: impl AsRef<Path>) -> Result<()> {
    move_entry(src.as_ref(), dst.as_ref(), false)
}

/// Puts a file in the place of another: `os.replace(src, dst)`, `MoveFileEx` with `MOVEFILE_REPLACE_EXISTING`.
///
/// # Errors
///
/// As [`rename`]; `PermissionDenied` for a `dst` that is a directory, read-only, or open to somebody who does not share it.
///
/// # Audit
///
/// As [`rename`].
pub fn replace(src: impl AsRef<Path>, dst: impl AsRef<Path>) -> Result<()> {
    move_entry(src.as_ref(), dst.as_ref(), true)
}

fn move_entry(src: &Path, dst: &Path, replace: bool) -> Result<()> {
    audit!("os.rename", src, dst, -1, -1);
    with_path(src, |from| with_path(dst, |to| sys::files::rename(from, to, replace)))
        .or_paths(src, dst)
}

/// Removes a file: `os.remove(path)`, `DeleteFile`. A symbolic link or a junction is removed itself.
///
/// # Errors
///
/// `FileNotFound`; `PermissionDenied` for a directory, for a read-only file, and while somebody has it open.
///
/// # Audit
///
/// `os.remove` with `path`, `dir_fd`.
///
/// ```no_run
/// ostler::os::remove("old.txt")?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn remove(path: impl AsRef<Path>) -> Result<()> {
    let path = path.as_ref();
    audit!("os.remove", path, -1);
    with_path(path, sys::files::unlink).or_path(path)
}

/// The same as [`remove`]: `os.unlink(path)`.
///
/// # Errors
///
/// As [`remove`].
///
/// # Audit
///
/// As [`remove`].
pub fn unlink(path: impl AsRef<Path>) -> Result<()> {
    remove(path)
}

/// Makes a file this many bytes long, by path or by descriptor: `os.truncate(path, length)`, `_chsize_s`.
///
/// # Errors
///
/// `PermissionDenied` for a directory or a read-only file, `EINVAL` for a negative length.
///
/// # Audit
///
/// `os.truncate` with `path`, `length`.
pub fn truncate(target: impl Target, length: i64) -> Result<()> {
    match target.spot() {
        Spot::Fd(fd) => ftruncate(fd, length),
        Spot::Path(path) => {
            audit!("os.truncate", path, length);
            with_path(path, |name| {
                let file =
                    sys::descriptors::open(name, c::O_WRONLY | c::O_BINARY | c::O_NOINHERIT, 0)?;
                sys::descriptors::ftruncate((&file).into(), length)
            })
            .or_path(path)
        }
    }
}
