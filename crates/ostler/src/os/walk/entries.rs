use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ostler_sys::dirent::kind;

use crate::error::Result;
use crate::os::files::scandir::{DirEntry, EntryRef, FileType, Origin};

use super::listing::Listings;
use super::marks::mark;

/// The entries below the top of a walk: see [`Walk::entries`](super::Walk::entries).
///
/// The top itself is not among them. Top-down, the entries of a directory come before those of its subdirectories; bottom-up
/// after them, so that what a directory holds comes before it.
#[must_use = "nothing is walked until steps are taken"]
pub struct Entries<'a> {
    listings: Listings<'a>,
    /// The next record of the directory at hand, if one is.
    at: Option<usize>,
    /// The record handed out last.
    last: usize,
    origin: Option<Arc<Origin>>,
}

impl<'a> Entries<'a> {
    pub(super) fn new(listings: Listings<'a>) -> Self {
        Self { listings, at: None, last: 0, origin: None }
    }

    /// The next entry, borrowed from the buffer the kernel wrote it to: no allocation at all.
    ///
    /// ```
    /// use ostler::os;
    ///
    /// let mut entries = os::walk("/etc").ignore_errors().entries();
    /// let mut directories = 0;
    /// while let Some(entry) = entries.next_ref() {
    ///     directories += usize::from(entry?.file_type().is_dir());
    /// }
    /// assert!(directories > 0);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As of [`Walk::step`](super::Walk::step).
    #[inline]
    pub fn next_ref(&mut self) -> Option<Result<WalkEntryRef<'_>>> {
        if let Err(error) = self.advance()? {
            return Some(Err(error));
        }
        let core = &self.listings.core;
        let (record, _) = core.records().0.get(self.last)?;
        let entry = EntryRef::new(record);
        Some(Ok(WalkEntryRef { dirpath: core.path(), depth: core.depth() + 1, entry }))
    }

    /// The walk does not go into the entry that came last. No effect bottom-up, where it has been there.
    ///
    /// ```
    /// use ostler::os;
    ///
    /// # let tmp = tempfile::tempdir()?;
    /// # std::fs::create_dir_all(tmp.path().join(".git/objects"))?;
    /// let mut entries = os::walk(tmp.path()).entries();
    /// while let Some(entry) = entries.next() {
    ///     if entry?.name() == ".git" {
    ///         entries.skip_dir();
    ///     }
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn skip_dir(&mut self) {
        let last = self.last;
        if let (Some(_), Some((.., records, _))) = (self.at, self.listings.core.parts())
            && let Some((record, _)) = records.get(last)
        {
            let kind = record.kind();
            records.set_kind(last, kind | mark::PRUNED);
        }
    }

    #[inline]
    fn advance(&mut self) -> Option<Result<()>> {
        loop {
            if let Some(mut at) = self.at {
                let (records, _) = self.listings.core.records();
                while let Some((record, next)) = records.get(at) {
                    self.last = at;
                    at = next;
                    if record.kind() & mark::HIDDEN == 0 {
                        self.at = Some(at);
                        return Some(Ok(()));
                    }
                }
                self.at = None;
            }
            if let Err(error) = self.next_directory()? {
                return Some(Err(error));
            }
        }
    }

    fn next_directory(&mut self) -> Option<Result<()>> {
        self.origin = None;
        let next = self.listings.advance()?;
        if next.is_ok() {
            self.at = Some(self.listings.core.records().1);
        }
        Some(next)
    }

    /// What the owned entries of the directory at hand share.
    fn origin(&mut self) -> Arc<Origin> {
        let core = &self.listings.core;
        let origin = self.origin.get_or_insert_with(|| {
            let dir = core.dir().map(Arc::downgrade).unwrap_or_default();
            Arc::new(Origin::new(core.path(), dir))
        });
        Arc::clone(origin)
    }
}

impl Iterator for Entries<'_> {
    type Item = Result<WalkEntry>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Err(error) = self.advance()? {
            return Some(Err(error));
        }
        let origin = self.origin();
        let core = &self.listings.core;
        let (record, _) = core.records().0.get(self.last)?;
        let leads_to_dir = record.kind() & mark::LEADS_TO_DIR != 0;
        Some(Ok(WalkEntry {
            entry: DirEntry::new(record, &origin),
            depth: core.depth() + 1,
            leads_to_dir,
        }))
    }
}

impl std::iter::FusedIterator for Entries<'_> {}

impl fmt::Debug for Entries<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.listings.core.debug("Entries", f)
    }
}

/// An entry that a walk came to.
#[derive(Debug)]
pub struct WalkEntry {
    entry: DirEntry,
    depth: usize,
    leads_to_dir: bool,
}

impl WalkEntry {
    /// The path, beginning with the top as it was given.
    pub fn path(&self) -> &Path {
        self.entry.path()
    }

    /// The name, without the directory.
    pub fn name(&self) -> &OsStr {
        self.entry.name()
    }

    /// How deep it is: 1 for what is in the top.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// What the directory says it is; a symbolic link is a link.
    pub fn file_type(&self) -> FileType {
        self.entry.file_type()
    }

    /// The inode number, as the directory has it.
    pub fn inode(&self) -> u64 {
        self.entry.inode()
    }

    /// Whether this is a symbolic link to a directory that the walk follows.
    pub fn is_followed(&self) -> bool {
        self.leads_to_dir
    }

    /// The entry as one of [`scandir`](crate::os::scandir), with all that can be asked of it.
    pub fn entry(&self) -> &DirEntry {
        &self.entry
    }

    /// The same, owned.
    pub fn into_entry(self) -> DirEntry {
        self.entry
    }
}

impl AsRef<Path> for WalkEntry {
    fn as_ref(&self) -> &Path {
        self.path()
    }
}

/// An entry that a walk came to, borrowed.
#[derive(Clone, Copy, Debug)]
pub struct WalkEntryRef<'w> {
    dirpath: &'w Path,
    depth: usize,
    entry: EntryRef<'w>,
}

impl<'w> WalkEntryRef<'w> {
    /// The path of the directory it is in.
    pub fn dirpath(&self) -> &'w Path {
        self.dirpath
    }

    /// The path, beginning with the top as it was given.
    pub fn path(&self) -> PathBuf {
        self.dirpath.join(self.entry.name())
    }

    /// The name, without the directory.
    #[inline]
    pub fn name(&self) -> &'w OsStr {
        self.entry.name()
    }

    /// How deep it is: 1 for what is in the top.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// What the directory says it is; a symbolic link is a link.
    #[inline]
    pub fn file_type(&self) -> FileType {
        self.entry.file_type()
    }

    /// The inode number, as the directory has it.
    #[inline]
    pub fn inode(&self) -> u64 {
        self.entry.inode()
    }

    /// Whether this is a symbolic link to a directory that the walk follows.
    pub fn is_followed(&self) -> bool {
        let found = self.entry.record().kind();
        found & kind::MASK == kind::SYMLINK && found & mark::LEADS_TO_DIR != 0
    }
}
