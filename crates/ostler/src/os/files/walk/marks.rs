//! What a walk notes in the records of a directory.

use crate::sys::dirent::{Dir, Record, Records, kind};
use crate::sys::files::{AT_SYMLINK_NOFOLLOW, fstatat};

/// Marks in the type byte of a record, beside the kind.
pub(super) mod mark {
    /// A symbolic link that leads to a directory.
    pub(crate) const LEADS_TO_DIR: u8 = 0x80;
    /// A directory not to be visited.
    pub(crate) const PRUNED: u8 = 0x40;
    /// `.` or `..`.
    pub(crate) const HIDDEN: u8 = 0x20;
}

/// Whether a walk goes into an entry.
#[inline]
pub(super) fn is_to_visit(record: Record<'_>, follow: bool) -> bool {
    match record.kind() {
        kind::DIR => true,
        other => follow && other == kind::SYMLINK | mark::LEADS_TO_DIR,
    }
}

/// Hides `.` and `..`, asks for the types the file system did not tell, and, if `resolve`, where symbolic links lead.
///
/// A file that cannot be asked about is no directory, as in the reference.
pub(super) fn classify(records: &mut Records, start: usize, dir: &Dir, resolve: bool) {
    let mut at = start;
    while let Some((record, next)) = records.get(at) {
        let mut found = record.kind();
        if found == kind::DIR {
            if record.is_dots() {
                records.set_kind(at, kind::DIR | mark::HIDDEN);
            }
        } else if found == kind::UNKNOWN || (resolve && found == kind::SYMLINK) {
            if record.is_dots() {
                records.set_kind(at, kind::DIR | mark::HIDDEN);
            } else {
                let stat = |flags| fstatat(dir.fd().into(), record.name_c(), flags);
                if found == kind::UNKNOWN
                    && let Ok(stat) = stat(AT_SYMLINK_NOFOLLOW)
                {
                    found = kind::of_mode(stat.st_mode as u32);
                }
                if resolve
                    && found == kind::SYMLINK
                    && stat(0).is_ok_and(|stat| kind::of_mode(stat.st_mode as u32) == kind::DIR)
                {
                    found |= mark::LEADS_TO_DIR;
                }
                records.set_kind(at, found);
            }
        }
        at = next;
    }
}
