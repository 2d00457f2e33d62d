use std::ffi::{CStr, OsStr};
use std::os::unix::ffi::OsStrExt as _;

use ostler_sys::dirent::Record;

use super::FileType;

/// An entry, borrowed from the buffer it was read to.
#[derive(Clone, Copy)]
pub struct EntryRef<'a>(Record<'a>);

impl<'a> EntryRef<'a> {
    #[inline]
    pub(crate) const fn new(record: Record<'a>) -> Self {
        Self(record)
    }

    #[inline]
    pub(crate) const fn record(self) -> Record<'a> {
        self.0
    }

    /// The name, without the directory.
    #[inline]
    pub fn name(&self) -> &'a OsStr {
        OsStr::from_bytes(self.0.name())
    }

    /// The name as system calls take it.
    #[inline]
    pub fn name_c(&self) -> &'a CStr {
        self.0.name_c()
    }

    /// The inode number. Where a file system is mounted, that of the directory underneath.
    #[inline]
    pub fn inode(&self) -> u64 {
        self.0.inode()
    }

    /// What the entry is; a symbolic link is a link.
    #[inline]
    pub fn file_type(&self) -> FileType {
        FileType::of_record(self.0.kind())
    }
}

impl std::fmt::Debug for EntryRef<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EntryRef")
            .field("name", &self.name())
            .field("file_type", &self.file_type())
            .field("inode", &self.inode())
            .finish()
    }
}
