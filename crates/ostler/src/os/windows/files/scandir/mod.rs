//! Listing a directory.

mod entry;

use std::ffi::OsString;
use std::fmt;
use std::os::windows::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ostler_sys::files::Find;

use crate::audit::audit;
use crate::error::{Error, OrPath as _, Result};
use crate::os::at::with_path;

pub use entry::DirEntry;

/// The names in a directory, in the order the file system has them: `os.listdir(path='.')`.
///
/// `.` and `..` are left out. A name that is not UTF-16, with half a character in it, comes as it is.
///
/// # Errors
///
/// `FileNotFound`, `NotADirectory`, `PermissionDenied`.
///
/// # Audit
///
/// `os.listdir` with `path`.
///
/// ```no_run
/// let names = ostler::os::listdir("C:\\")?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn listdir(path: impl AsRef<Path>) -> Result<Vec<OsString>> {
    let path = path.as_ref();
    audit!("os.listdir", path);
    let Some(mut find) = open(path)? else { return Ok(Vec::new()) };
    let mut names = Vec::new();
    while let Some(found) = find.advance().or_path(path)? {
        names.push(OsString::from_wide(found.name()));
    }
    Ok(names)
}

/// The entries of a directory, with what the directory knows of each: `os.scandir(path='.')`.
///
/// Types, sizes, times and attributes come with the names, so nothing more is asked of the system but for what a symbolic
/// link points to. `.` and `..` are left out. The directory is closed at the end, by [`ScanDir::close`] or on drop.
///
/// # Errors
///
/// `FileNotFound`, `NotADirectory`, `PermissionDenied`.
///
/// # Audit
///
/// `os.scandir` with `path`.
///
/// ```no_run
/// use ostler::os;
///
/// for entry in os::scandir("C:\\")? {
///     let entry = entry?;
///     println!("{:>12} {}", entry.stat()?.st_size(), entry.path().display());
/// }
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn scandir(path: impl AsRef<Path>) -> Result<ScanDir> {
    let path = path.as_ref();
    audit!("os.scandir", path);
    Ok(ScanDir { find: open(path)?, path: Arc::new(path.to_owned()) })
}

/// Begins to read.
fn open(path: &Path) -> Result<Option<Find>> {
    with_path(path, Find::directory).or_path(path)
}

/// The iterator of [`scandir`].
pub struct ScanDir {
    find: Option<Find>,
    path: Arc<PathBuf>,
}

impl ScanDir {
    /// Closes the directory. There are no more entries after that.
    pub fn close(&mut self) {
        self.find = None;
    }
}

impl Iterator for ScanDir {
    type Item = Result<DirEntry>;

    fn next(&mut self) -> Option<Self::Item> {
        let error = match self.find.as_mut()?.advance() {
            Ok(Some(found)) => return Some(Ok(DirEntry::new(&self.path, found))),
            Ok(None) => None,
            Err(code) => Some(Err(Error::from(code).with_filename(self.path.as_path()))),
        };
        self.find = None;
        error
    }
}

impl fmt::Debug for ScanDir {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScanDir").field("path", &self.path).finish_non_exhaustive()
    }
}
