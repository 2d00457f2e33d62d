//! Links, hard and symbolic, and junctions.

use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};

use ostler_sys as sys;

use crate::audit::audit;
use crate::error::{Error, OrPath as _, Result};
use crate::os::At;
use crate::os::at::with_path;
use crate::stat;

/// Gives a file a second name: `os.link(src, dst)`, `CreateHardLink`.
///
/// # Errors
///
/// `FileExists` if `dst` is taken, `EXDEV` on another volume, `PermissionDenied` for a directory.
///
/// # Audit
///
/// `os.link` with `src`, `dst`, `src_dir_fd`, `dst_dir_fd`.
pub fn link(src: impl AsRef<Path>, dst: impl AsRef<Path>) -> Result<()> {
    let (src, dst) = (src.as_ref(), dst.as_ref());
    audit!("os.link", src, dst, -1, -1);
    with_path(src, |from| with_path(dst, |to| sys::files::link(from, to))).or_paths(src, dst)
}

/// Makes a symbolic link at `dst` that says `src`: `os.symlink(src, dst)`, `CreateSymbolicLink`.
///
/// Windows has one kind for files and one for directories: where `src` is there, it decides. Without the developer mode
/// this takes a privilege.
///
/// # Errors
///
/// `FileExists` if `dst` is taken; code 1314 without the privilege.
///
/// # Audit
///
/// `os.symlink` with `src`, `dst`, `dir_fd`.
pub fn symlink(src: impl AsRef<Path>, dst: impl AsRef<Path>) -> Result<()> {
    symlink_with(src, dst, false, At::cwd())
}

/// [`symlink`] to what is not there yet: `os.symlink(src, dst, target_is_directory=False)`.
///
/// # Errors
///
/// As [`symlink`]; `NotImplemented` for any option of `at`.
///
/// # Audit
///
/// As [`symlink`].
pub fn symlink_with(
    src: impl AsRef<Path>,
    dst: impl AsRef<Path>,
    target_is_directory: bool,
    at: At<'_>,
) -> Result<()> {
    let (src, dst) = (src.as_ref(), dst.as_ref());
    at.none("symlink")?;
    audit!("os.symlink", src, dst, -1);
    // A relative one is found from the directory of the link.
    let meant = dst.parent().map_or_else(|| src.to_owned(), |parent| parent.join(src));
    let is_directory = target_is_directory
        || with_path(&meant, sys::files::attributes)
            .is_ok_and(|attributes| attributes & stat::FILE_ATTRIBUTE_DIRECTORY != 0);
    with_path(src, |from| with_path(dst, |to| sys::files::symlink(from, to, is_directory)))
        .or_paths(src, dst)
}

/// What a symbolic link or a junction says: `os.readlink(path)`, `FSCTL_GET_REPARSE_POINT`.
///
/// It is the name that counts, which for absolute ones starts with `\\?\`; the one for people may differ.
///
/// # Errors
///
/// Code 4390 for what is no link; `Value` for a reparse point that stands for no name.
///
/// # Audit
///
/// `os.readlink` with `path`, `dir_fd`.
pub fn readlink(path: impl AsRef<Path>) -> Result<PathBuf> {
    let path = path.as_ref();
    audit!("os.readlink", path, -1);
    let said = with_path(path, sys::files::readlink).or_path(path)?;
    let said = said.ok_or_else(|| Error::value("not a symbolic link").with_filename(path))?;
    Ok(OsString::from_wide(&said).into())
}
