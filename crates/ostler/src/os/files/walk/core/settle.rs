//! Which subdirectories are visited after a directory was handed out.

use std::collections::HashSet;
use std::ffi::{CString, OsStr};
use std::os::unix::ffi::OsStrExt as _;

use crate::errno;
use crate::error::Error;
use crate::sys::dirent::kind;

use super::super::marks::{is_to_visit, mark};
use super::{Core, State};

impl Core<'_> {
    /// Keeps the subdirectories of the directory at hand, as they were listed and marked.
    pub(super) fn settle(&mut self) {
        self.state = State::Within;
        if self.depth() >= self.options.max_depth {
            return;
        }
        let mut at = 0;
        while let Some((record, next)) = self.current.get(at) {
            if is_to_visit(record, self.options.follow) {
                self.kept.push_record(record);
            }
            at = next;
        }
    }

    /// Keeps the subdirectories of the directory at hand, as somebody has arranged their names.
    pub(in crate::os::files::walk) fn settle_names<S: AsRef<OsStr>>(&mut self, names: &[S]) {
        self.state = State::Within;
        if self.depth() >= self.options.max_depth {
            return;
        }
        // Names tell the links, which are not visited; or, where links are, the directories: what was put in may be a link.
        let follow = self.options.follow;
        let mut telling = HashSet::new();
        let mut at = 0;
        while let Some((record, next)) = self.current.get(at) {
            let found = record.kind();
            if if follow { found == kind::DIR } else { found & mark::LEADS_TO_DIR != 0 } {
                telling.insert(record.name());
            }
            at = next;
        }
        for name in names {
            let name = name.as_ref().as_bytes();
            let is_link = (!telling.is_empty() && telling.contains(name)) != follow;
            if is_link && !follow {
                continue;
            }
            let kind = if is_link { kind::SYMLINK | mark::LEADS_TO_DIR } else { kind::DIR };
            let refused = match CString::new(name) {
                Ok(name) if self.kept.push(&name, 0, kind) => continue,
                Ok(_) => errno::ENAMETOOLONG.into(),
                Err(_) => Error::value("embedded null byte"),
            };
            self.refused.push(refused.with_filename(self.path().join(OsStr::from_bytes(name))));
        }
    }
}
