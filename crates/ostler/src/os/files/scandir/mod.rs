//! Listing a directory.

mod entry;
#[cfg(unix)]
mod entry_ref;
#[cfg(unix)]
mod file_type;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::ffi::OsString;
use std::fmt;

use crate::audit::{audit, events};
use crate::error::Result;
use crate::os::at::Target;
#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

pub use entry::DirEntry;
#[cfg(unix)]
pub(crate) use entry::Origin;
#[cfg(unix)]
pub use entry_ref::EntryRef;
#[cfg(unix)]
pub use file_type::FileType;

/// The names in a directory, in the order the file system has them: `os.listdir(path='.')`.
///
/// `.` and `..` are left out. A descriptor must be that of a directory; it is read from its beginning. On Windows a name that
/// is not UTF-16, with half a character in it, comes as it is.
///
/// # Errors
///
/// `FileNotFound`, `NotADirectory`, `PermissionDenied` as of `open(2)`; `NotImplemented` for a descriptor on Windows.
///
/// # Audit
///
/// `os.listdir` with `path`.
///
/// ```
/// let names = ostler::os::listdir("/")?;
/// assert!(names.iter().any(|name| name == "etc"));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn listdir(target: impl Target) -> Result<Vec<OsString>> {
    let spot = target.spot();
    audit!(events::Listdir { path: spot });
    system::names(spot)
}

/// The entries of a directory, with what the directory knows of each: `os.scandir(path='.')`.
///
/// Types and inode numbers (on Windows types, sizes, times and attributes) come with the names, so [`DirEntry::is_dir`] and
/// its like mostly need no further call. `.` and `..` are left out; the order is the file system's. The directory is closed
/// at the end, by [`ScanDir::close`] or on drop.
///
/// A descriptor must be that of a directory; it is read from its beginning, and entries then have no path, only a name.
///
/// # Errors
///
/// `FileNotFound`, `NotADirectory`, `PermissionDenied` as of `open(2)`; `NotImplemented` for a descriptor on Windows.
///
/// # Audit
///
/// `os.scandir` with `path`.
///
/// ```
/// use ostler::os;
///
/// for entry in os::scandir("/")? {
///     let entry = entry?;
///     if entry.is_dir()? {
///         println!("{}", entry.path().display());
///     }
/// }
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn scandir(target: impl Target) -> Result<ScanDir> {
    let spot = target.spot();
    audit!(events::Scandir { path: spot });
    Ok(ScanDir(system::Entries::open(spot)?))
}

/// The iterator of [`scandir`].
pub struct ScanDir(system::Entries);

impl ScanDir {
    /// The next entry, borrowed from the buffer the kernel wrote it to: no allocation at all.
    ///
    /// ```
    /// use ostler::os;
    ///
    /// let mut scan = os::scandir("/")?;
    /// let mut longest = 0;
    /// while let Some(entry) = scan.next_ref() {
    ///     longest = longest.max(entry?.name().len());
    /// }
    /// assert!(longest > 0);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    #[cfg(unix)]
    #[inline]
    pub fn next_ref(&mut self) -> Option<Result<EntryRef<'_>>> {
        self.0.next_ref()
    }

    /// Closes the directory. There are no more entries after that.
    pub fn close(&mut self) {
        self.0.close();
    }
}

impl Iterator for ScanDir {
    type Item = Result<DirEntry>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

impl std::iter::FusedIterator for ScanDir {}

impl fmt::Debug for ScanDir {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
