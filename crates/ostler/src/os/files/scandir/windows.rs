//! Directories of Windows: one entry after the other.

use std::ffi::OsString;
use std::fmt;
use std::os::windows::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ostler_sys::files::Find;

use super::DirEntry;
use super::entry::Entry;
use crate::error::{Error, OrPath as _, Result};
use crate::os::at::{Spot, with_path};

/// The names in a directory.
pub(super) fn names(spot: Spot<'_>) -> Result<Vec<OsString>> {
    let path = path("listdir", spot)?;
    let Some(mut find) = begin(path)? else { return Ok(Vec::new()) };
    let mut names = Vec::new();
    while let Some(found) = find.advance().or_path(path)? {
        names.push(OsString::from_wide(found.name()));
    }
    Ok(names)
}

/// Directories have no descriptors.
fn path<'a>(function: &str, spot: Spot<'a>) -> Result<&'a Path> {
    match spot {
        Spot::Path(path) => Ok(path),
        Spot::Fd(_) => {
            Err(Error::not_implemented(format!("{function}: fd unavailable on this platform")))
        }
    }
}

/// Begins to read.
fn begin(path: &Path) -> Result<Option<Find>> {
    with_path(path, Find::directory).or_path(path)
}

/// The entries of a directory.
pub(super) struct Entries {
    find: Option<Find>,
    path: Arc<PathBuf>,
}

impl Entries {
    pub(super) fn open(spot: Spot<'_>) -> Result<Self> {
        let path = path("scandir", spot)?;
        Ok(Self { find: begin(path)?, path: Arc::new(path.to_owned()) })
    }

    pub(super) fn next(&mut self) -> Option<Result<DirEntry>> {
        let error = match self.find.as_mut()?.advance() {
            Ok(Some(found)) => return Some(Ok(DirEntry(Entry::new(&self.path, found)))),
            Ok(None) => None,
            Err(code) => Some(Err(Error::from(code).with_filename(self.path.as_path()))),
        };
        self.find = None;
        error
    }

    pub(super) fn close(&mut self) {
        self.find = None;
    }
}

impl fmt::Debug for Entries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScanDir").field("path", &self.path).finish_non_exhaustive()
    }
}
