use std::ffi::OsString;

use ostler_sys::dirent::{Records, kind};
use ostler_sys::text;

use super::marks::mark;

/// How many strings are kept for use by the next directory.
const SPARE: usize = 4096;

/// The names of a directory's subdirectories and of its other entries. Strings are used again and again.
#[derive(Default)]
pub(super) struct Names {
    pub(super) dirs: Vec<OsString>,
    pub(super) files: Vec<OsString>,
    spare: Vec<OsString>,
}

impl Names {
    /// Replaces them by those of other records.
    pub(super) fn fill(&mut self, records: &Records, start: usize) {
        self.spare.append(&mut self.dirs);
        self.spare.append(&mut self.files);
        self.spare.truncate(SPARE);
        let mut at = start;
        while let Some((record, next)) = records.get(at) {
            at = next;
            let found = record.kind();
            if found & mark::HIDDEN != 0 {
                continue;
            }
            let mut name = self.spare.pop().unwrap_or_default();
            name.clear();
            text::append(&mut name, record.name());
            let is_dir = found & mark::LEADS_TO_DIR != 0 || found & kind::MASK == kind::DIR;
            if is_dir { &mut self.dirs } else { &mut self.files }.push(name);
        }
    }
}
