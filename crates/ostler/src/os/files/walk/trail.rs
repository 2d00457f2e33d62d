//! The path of the directory a walk is in: one buffer for all of them.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

#[derive(Default)]
pub(super) struct Trail(Vec<u8>);

/// How to get the path of a parent back.
#[derive(Default)]
pub(super) struct Pushed {
    /// The length it had.
    length: usize,
    /// All of it, where an absolute name took its place.
    path: Option<Vec<u8>>,
}

impl From<&Path> for Trail {
    fn from(path: &Path) -> Self {
        Self(path.as_os_str().as_bytes().to_vec())
    }
}

impl Trail {
    pub(super) fn path(&self) -> &Path {
        Path::new(OsStr::from_bytes(&self.0))
    }

    /// Appends a name. What is returned takes it back.
    pub(super) fn push(&mut self, name: &[u8]) -> Pushed {
        let length = self.0.len();
        if name.first() == Some(&b'/') {
            return Pushed { length, path: Some(std::mem::replace(&mut self.0, name.to_vec())) };
        }
        if !matches!(self.0.last(), None | Some(b'/')) {
            self.0.push(b'/');
        }
        self.0.extend_from_slice(name);
        Pushed { length, path: None }
    }

    pub(super) fn pop(&mut self, pushed: Pushed) {
        if let Some(path) = pushed.path {
            self.0 = path;
        }
        self.0.truncate(pushed.length);
    }

    /// The path of a directory above, given what was pushed since, in order: the beginning of this path, or of one that an
    /// absolute name replaced.
    pub(super) fn above<'p>(&self, mut since: impl Iterator<Item = &'p Pushed> + Clone) -> PathBuf {
        let whole = since.clone().find_map(|pushed| pushed.path.as_deref()).unwrap_or(&self.0);
        let length = since.next().map_or(0, |pushed| pushed.length);
        PathBuf::from(OsStr::from_bytes(whole.get(..length).unwrap_or(whole)))
    }
}
