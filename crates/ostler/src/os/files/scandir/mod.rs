//! Listing a directory.

mod entry;
mod entry_ref;
mod file_type;

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::sync::Arc;

use ostler_sys::dirent::{Dir, ROOM, Records};

use crate::audit::{Arg, audit};
use crate::errno::Errno;
use crate::error::{Error, OrPath as _, Result};
use crate::fd::{AsRawFd as _, Fd};
use crate::host::retry;
use crate::os::at::{Spot, Target, with_path};

pub use entry::DirEntry;
pub(crate) use entry::Origin;
pub use entry_ref::EntryRef;
pub use file_type::FileType;

/// The names in a directory, in the order the file system has them: `os.listdir(path='.')`.
///
/// `.` and `..` are left out. A descriptor must be that of a directory; it is read from its beginning.
///
/// # Errors
///
/// `FileNotFound`, `NotADirectory`, `PermissionDenied` as of `open(2)`.
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
    audit!("os.listdir", audit_arg(spot));
    let dir = open(spot)?;
    let mut names = Vec::new();
    let mut records = Records::new();
    while read(&dir, &mut records, spot)? {
        let mut at = 0;
        while let Some((record, next)) = records.get(at) {
            if !record.is_dots() {
                names.push(OsStr::from_bytes(record.name()).to_os_string());
            }
            at = next;
        }
        records.clear();
    }
    Ok(names)
}

fn read(dir: &Dir, records: &mut Records, spot: Spot<'_>) -> Result<bool> {
    let more = retry(|| dir.read(records, ROOM));
    match spot {
        Spot::Path(path) => more.or_path(path),
        Spot::Fd(_) => Ok(more?),
    }
}

fn open(spot: Spot<'_>) -> Result<Dir> {
    match spot {
        Spot::Path(path) => {
            with_path(path, |name| retry(|| Dir::openat(Fd::CWD, name, true))).or_path(path)
        }
        Spot::Fd(fd) => Ok(retry(|| Dir::duplicate(fd))?),
    }
}

fn audit_arg(spot: Spot<'_>) -> Arg<'_> {
    match spot {
        Spot::Path(path) => Arg::Path(path),
        Spot::Fd(fd) => Arg::Fd(fd.as_raw_fd()),
    }
}

/// The entries of a directory, with what the directory knows of each: `os.scandir(path='.')`.
///
/// Types and inode numbers come with the names, so [`DirEntry::is_dir`] and its like mostly need no further call. `.` and
/// `..` are left out; the order is the file system's. The directory is closed at the end, by [`ScanDir::close`] or on drop.
///
/// A descriptor must be that of a directory; it is read from its beginning, and entries then have no path, only a name.
///
/// # Errors
///
/// `FileNotFound`, `NotADirectory`, `PermissionDenied` as of `open(2)`.
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
    audit!("os.scandir", audit_arg(spot));
    let dir = Arc::new(open(spot)?);
    let origin = match spot {
        Spot::Path(path) => Origin::new(path, Arc::downgrade(&dir)),
        Spot::Fd(_) => Origin::without_path(Arc::clone(&dir)),
    };
    Ok(ScanDir { dir: Some(dir), origin: Arc::new(origin), records: Records::new(), at: 0 })
}

/// The iterator of [`scandir`].
pub struct ScanDir {
    dir: Option<Arc<Dir>>,
    origin: Arc<Origin>,
    records: Records,
    at: usize,
}

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
    #[inline]
    pub fn next_ref(&mut self) -> Option<Result<EntryRef<'_>>> {
        let at = match self.advance()? {
            Ok(at) => at,
            Err(error) => return Some(Err(error)),
        };
        let (record, _) = self.records.get(at)?;
        Some(Ok(EntryRef::new(record)))
    }

    /// Closes the directory. There are no more entries after that.
    pub fn close(&mut self) {
        self.dir = None;
        self.at = self.records.len();
    }

    /// The position of the next record.
    #[inline]
    fn advance(&mut self) -> Option<Result<usize>> {
        loop {
            while let Some((record, next)) = self.records.get(self.at) {
                let at = self.at;
                self.at = next;
                if !record.is_dots() {
                    return Some(Ok(at));
                }
            }
            if let Err(errno) = self.fill()? {
                return Some(Err(self.failed(errno)));
            }
        }
    }

    /// Reads more records. `None` at the end; the directory is closed then, and on an error.
    fn fill(&mut self) -> Option<Result<(), Errno>> {
        self.records.clear();
        self.at = 0;
        let dir = self.dir.as_ref()?;
        match retry(|| dir.read(&mut self.records, ROOM)) {
            Ok(true) => Some(Ok(())),
            Ok(false) => {
                self.dir = None;
                None
            }
            Err(errno) => {
                self.dir = None;
                Some(Err(errno))
            }
        }
    }

    #[cold]
    fn failed(&self, errno: Errno) -> Error {
        let error = Error::from_errno(errno);
        match self.origin.path() {
            Some(path) => error.with_filename(path),
            None => error,
        }
    }
}

impl Iterator for ScanDir {
    type Item = Result<DirEntry>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let at = match self.advance()? {
            Ok(at) => at,
            Err(error) => return Some(Err(error)),
        };
        let (record, _) = self.records.get(at)?;
        Some(Ok(DirEntry::new(record, &self.origin)))
    }
}

impl std::iter::FusedIterator for ScanDir {}

impl fmt::Debug for ScanDir {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path: Option<&Path> = self.origin.path();
        f.debug_struct("ScanDir")
            .field("path", &path)
            .field("open", &self.dir.is_some())
            .finish_non_exhaustive()
    }
}
