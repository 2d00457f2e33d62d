//! The path of the directory a walk is in: one buffer for all of them.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use ostler_sys::text::{self, Unit};

#[derive(Default)]
pub(super) struct Trail(OsString);

/// How to get the path of a parent back.
#[derive(Default)]
pub(super) struct Pushed {
    /// The length it had.
    length: usize,
    /// All of it, where an absolute name took its place.
    path: Option<OsString>,
}

impl From<&Path> for Trail {
    fn from(path: &Path) -> Self {
        Self(path.as_os_str().to_owned())
    }
}

impl Trail {
    pub(super) fn path(&self) -> &Path {
        Path::new(&self.0)
    }

    /// Appends a name. What is returned takes it back.
    pub(super) fn push(&mut self, name: &[Unit]) -> Pushed {
        let length = self.0.len();
        if text::is_absolute(name) {
            let joined = self.path().join(&*text::to_os(name)).into_os_string();
            return Pushed { length, path: Some(std::mem::replace(&mut self.0, joined)) };
        }
        if !text::is_open(&self.0) {
            self.0.push(text::SEPARATOR);
        }
        text::append(&mut self.0, name);
        Pushed { length, path: None }
    }

    pub(super) fn pop(&mut self, pushed: Pushed) {
        match pushed.path {
            Some(path) => self.0 = path,
            None => text::truncate(&mut self.0, pushed.length),
        }
    }

    /// The path of a directory above, given what was pushed since, in order: the beginning of this path, or of one that an
    /// absolute name replaced.
    pub(super) fn above<'p>(&self, mut since: impl Iterator<Item = &'p Pushed> + Clone) -> PathBuf {
        let whole = since.clone().find_map(|pushed| pushed.path.as_ref()).unwrap_or(&self.0);
        let mut path = whole.clone();
        text::truncate(&mut path, since.next().map_or(0, |pushed| pushed.length));
        path.into()
    }
}
