//! Which subdirectories are visited after a directory was handed out.

use std::collections::HashSet;
use std::ffi::OsStr;

use ostler_sys::dirent::{Records, kind};
use ostler_sys::text;

use crate::errno;
use crate::error::{Error, Result};
use crate::os::at::with_str;

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
    pub(in crate::os::walk) fn settle_names<S: AsRef<OsStr>>(&mut self, names: &[S]) {
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
            let name = name.as_ref();
            let is_told = !telling.is_empty() && telling.contains(&*text::units_of(name));
            let is_link = is_told != follow;
            if is_link && !follow {
                continue;
            }
            let kind = if is_link { kind::SYMLINK | mark::LEADS_TO_DIR } else { kind::DIR };
            if let Err(error) = keep(&mut self.kept, name, kind) {
                self.refused.push(error.with_filename(self.path().join(name)));
            }
        }
    }
}

fn keep(kept: &mut Records, name: &OsStr, kind: u8) -> Result<()> {
    with_str(name, |name| {
        if kept.push(name, 0, kind) { Ok(()) } else { Err(Error::from(errno::ENAMETOOLONG)) }
    })
}
