//! The directories between the top of a walk and where it is, and the descriptors they are held by.
//!
//! Only the top and the deepest few are open. A directory that is closed leaves its identity (device and inode number)
//! behind; the way back to it is `..` of its child, or, where that leads elsewhere because the child was moved or was
//! entered by a symbolic link, the names from the top down. Either way it is taken for the directory only if the identity is
//! the same. A number can be given again once its directory is removed: then what is found is a new directory in the same
//! place, by names; or, by `..`, one that whoever moved the child chose.

use std::sync::Arc;

use ostler_sys as sys;
use ostler_sys::dirent::{Dir, OPEN_AT_MOST, Record, Records};

use crate::errno;
use crate::error::Error;
use crate::host::{Code, Host};

use super::reason::Failure;
use super::trail::Pushed;
use super::trouble::{Answer, Trouble, ask};

pub(super) use ostler_sys::dirent::Identity;

/// One directory on the way.
pub(super) struct Frame {
    pub(super) dir: Option<Arc<Dir>>,
    pub(super) identity: Option<Identity>,
    /// Where its own records begin, and which is next.
    pub(super) start: usize,
    pub(super) cursor: usize,
    /// Where its name is in the records of its parent.
    pub(super) name_at: usize,
    /// How its name was appended to the path.
    pub(super) pushed: Pushed,
    pub(super) by_link: bool,
}

impl Frame {
    /// Whether an open directory is the one this frame had open.
    fn is(&self, found: &Dir) -> bool {
        self.identity.is_some() && found.identity().ok() == self.identity
    }
}

pub(super) struct Descent {
    pub(super) frames: Vec<Frame>,
    /// The frames from 1 up to here are closed. The top, frame 0, never is.
    first_open: usize,
    limit: usize,
}

impl Descent {
    pub(super) const fn new() -> Self {
        Self { frames: Vec::new(), first_open: 1, limit: OPEN_AT_MOST }
    }

    /// The depth of the directory the walk is in; the top has 0.
    pub(super) fn depth(&self) -> usize {
        self.frames.len().saturating_sub(1)
    }

    pub(super) fn push(&mut self, frame: Frame) {
        self.frames.push(frame);
    }

    /// Opens a directory by its name in the deepest one.
    pub(super) fn open<H: Host>(
        &mut self,
        host: &mut H,
        record: Record<'_>,
        follow: bool,
    ) -> Answer<Dir> {
        while self.frames.len() + 1 - self.first_open >= self.limit && self.close_one() {}
        loop {
            let Some(parent) = self.frames.last().and_then(|frame| frame.dir.as_ref()) else {
                return Err(Trouble::Here(errno::EBADF.into()));
            };
            let opened = ask(host, || parent.enter(record, follow))?;
            match opened {
                Err(code) if is_shortage(code) && self.close_one() => {
                    self.limit = (self.frames.len() + 1 - self.first_open).max(2);
                }
                other => return Ok(other),
            }
        }
    }

    /// Closes the open directory nearest to the top, the deepest excepted.
    fn close_one(&mut self) -> bool {
        let deepest = self.frames.len().saturating_sub(1);
        while self.first_open < deepest {
            let frame = &mut self.frames[self.first_open];
            self.first_open += 1;
            if let Some(dir) = frame.dir.take() {
                if frame.identity.is_none() {
                    frame.identity = dir.identity().ok();
                }
                return true;
            }
        }
        false
    }

    /// Leaves the deepest directory, by `..` if its parent was closed.
    pub(super) fn pop(&mut self) -> Option<Frame> {
        let child = self.frames.pop()?;
        if let (Some(parent), Some(dir)) = (self.frames.last_mut(), &child.dir)
            && parent.dir.is_none()
            && !child.by_link
            && let Ok(up) = dir.up()
            && parent.is(&up)
        {
            parent.dir = Some(Arc::new(up));
        }
        self.first_open = self.first_open.min(self.frames.len().saturating_sub(1)).max(1);
        Some(child)
    }

    /// Makes sure that the deepest directory is open: if the way up failed, by the names from the top.
    pub(super) fn reopen<H: Host>(&mut self, host: &mut H, kept: &Records) -> Result<(), Trouble> {
        let Some(top) = self.frames.iter().rposition(|frame| frame.dir.is_some()) else {
            return Err(Trouble::Here(Failure::Moved.into()));
        };
        let mut dir = self.frames[top].dir.clone();
        for frame in &self.frames[top + 1..] {
            let (Some(above), Some((record, _))) = (dir.take(), kept.get(frame.name_at)) else {
                return Err(Trouble::Here(Failure::Moved.into()));
            };
            let opened = ask(host, || above.enter(record, frame.by_link))?;
            match opened {
                Ok(found) if frame.is(&found) => {
                    dir = Some(Arc::new(found));
                }
                Err(code) if !is_elsewhere(code) => return Err(Trouble::Here(code.into())),
                _ => return Err(Trouble::Here(Failure::Moved.into())),
            }
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.dir = dir;
        }
        Ok(())
    }

    /// The directory above that a directory is the same as.
    pub(super) fn same_as(&mut self, identity: Identity) -> Option<usize> {
        self.frames.iter_mut().position(|frame| {
            if let (None, Some(dir)) = (frame.identity, &frame.dir) {
                frame.identity = dir.identity().ok();
            }
            frame.identity == Some(identity)
        })
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Error::from_reason(failure)
    }
}

/// Whether the process has no descriptor left.
pub(super) fn is_shortage(code: sys::SysCode) -> bool {
    matches!(Code::errno(code), errno::EMFILE | errno::ENFILE)
}

/// Whether what was looked for is not there any more, or something else is.
pub(super) fn is_elsewhere(code: sys::SysCode) -> bool {
    matches!(Code::errno(code), errno::ENOENT | errno::ENOTDIR | errno::ELOOP)
}
