//! What a walk notes in the records of a directory.

use ostler_sys::dirent::{Dir, Record, Records, kind};

use crate::host::retry;

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
        other => {
            let marks = mark::LEADS_TO_DIR | mark::PRUNED | mark::HIDDEN;
            follow && kind::is_link(other) && other & marks == mark::LEADS_TO_DIR
        }
    }
}

/// Hides `.` and `..`, asks for the types the file system did not tell, and, if `resolve`, where symbolic links lead.
///
/// A file that cannot be asked about is no directory, as in the reference.
pub(super) fn classify(records: &mut Records, start: usize, dir: &Dir, resolve: bool) {
    let mut at = start;
    while let Some((record, next)) = records.get(at) {
        let said = record.kind();
        // Marks are ours alone, whatever a file system says.
        let mut found = said & kind::MASK;
        let is_unsure = found == kind::UNKNOWN || (resolve && kind::is_link(found));
        if (found == kind::DIR || is_unsure) && record.is_dots() {
            found = kind::DIR | mark::HIDDEN;
        } else if is_unsure {
            let asked = |follow| retry(|| dir.kind_of(record, follow));
            if found == kind::UNKNOWN
                && let Ok(told) = asked(false)
            {
                found = told;
            }
            if resolve
                && kind::is_link(found)
                && (kind::is_junction(found) || asked(true) == Ok(kind::DIR))
            {
                found |= mark::LEADS_TO_DIR;
            }
        }
        if found != said {
            records.set_kind(at, found);
        }
        at = next;
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::CString;

    use super::*;
    use crate::fd::Fd;

    /// What becomes of entries of a directory that is said to hold them as the given types.
    fn classified(said: &[(&str, u8)], resolve: bool) -> Vec<(String, u8)> {
        let tmp = tempfile::tempdir().unwrap();
        std::fs::create_dir(tmp.path().join("dir")).unwrap();
        std::fs::write(tmp.path().join("file"), "").unwrap();
        std::os::unix::fs::symlink("dir", tmp.path().join("to dir")).unwrap();
        std::os::unix::fs::symlink("file", tmp.path().join("to file")).unwrap();
        let path = CString::new(tmp.path().to_str().unwrap()).unwrap();
        let dir = Dir::openat(Fd::CWD, &path, true).unwrap();
        let mut records = Records::new();
        for (name, kind) in said {
            assert!(records.push(&CString::new(*name).unwrap(), 1, *kind));
        }
        classify(&mut records, 0, &dir, resolve);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some((record, next)) = records.get(at) {
            found.push((String::from_utf8(record.name().to_vec()).unwrap(), record.kind()));
            at = next;
        }
        found
    }

    #[test]
    fn types_a_file_system_does_not_tell() {
        let names = [".", "..", "dir", "file", "to dir", "to file", "gone"];
        let hidden = kind::DIR | mark::HIDDEN;
        for (resolve, to_dir) in
            [(false, kind::SYMLINK), (true, kind::SYMLINK | mark::LEADS_TO_DIR)]
        {
            let found = classified(&names.map(|name| (name, kind::UNKNOWN)), resolve);
            let kinds =
                [hidden, hidden, kind::DIR, kind::FILE, to_dir, kind::SYMLINK, kind::UNKNOWN];
            let expected = names.iter().zip(kinds).map(|(name, kind)| ((*name).to_owned(), kind));
            assert_eq!(found, expected.collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_file_system_cannot_set_marks() {
        for marks in [mark::HIDDEN, mark::PRUNED, mark::LEADS_TO_DIR, 0xf0] {
            let said = [
                ("dir", kind::DIR | marks),
                ("file", kind::FILE | marks),
                ("to file", kind::SYMLINK | marks),
            ];
            for resolve in [false, true] {
                let kinds: Vec<_> =
                    classified(&said, resolve).into_iter().map(|found| found.1).collect();
                assert_eq!(kinds, [kind::DIR, kind::FILE, kind::SYMLINK]);
            }
        }
    }
}
