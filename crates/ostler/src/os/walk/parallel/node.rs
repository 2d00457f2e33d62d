//! A directory that several threads go below.

use std::ffi::{CStr, OsStr};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use ostler_sys::dirent::{Dir, Records};

use crate::errno::{self, Errno};
use crate::error::{Error, OrPath as _, Result};
use crate::fd::Fd;
use crate::host::retry;
use crate::os::at::with_path;

use super::super::descent::Identity;
use super::super::reason::Failure;

/// How many directories are open, and how many may be.
#[derive(Debug)]
pub(super) struct Budget {
    open: AtomicUsize,
    limit: AtomicUsize,
}

impl Budget {
    pub(super) const fn new(limit: usize) -> Self {
        Self { open: AtomicUsize::new(0), limit: AtomicUsize::new(limit) }
    }

    /// Whether one more directory may stay open.
    fn take(&self) -> bool {
        let limit = self.limit.load(Ordering::Relaxed);
        let one_more = |open| (open < limit).then_some(open + 1);
        self.open.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more).is_ok()
    }

    fn give_back(&self) {
        self.open.fetch_sub(1, Ordering::Relaxed);
    }

    /// The process has no descriptor left: fewer directories may stay open than are.
    pub(super) fn shrink(&self) {
        let fewer = self.open.load(Ordering::Relaxed).saturating_sub(1).max(1);
        self.limit.fetch_min(fewer, Ordering::Relaxed);
    }

    /// Whether more are open than may be.
    #[inline]
    pub(super) fn is_exceeded(&self) -> bool {
        self.open.load(Ordering::Relaxed) > self.limit.load(Ordering::Relaxed)
    }
}

/// A directory that was listed, as long as a subdirectory of it is waiting or is below one that is.
pub(super) struct Node {
    parent: Option<Arc<Node>>,
    /// Where its name is among the subdirectories of its parent.
    name_at: usize,
    by_link: bool,
    pub(super) path: PathBuf,
    pub(super) depth: usize,
    identity: OnceLock<Identity>,
    /// The subdirectories to visit.
    pub(super) subdirs: Records,
    /// How many of them were not opened yet.
    left: AtomicUsize,
    place: Mutex<Option<Arc<Dir>>>,
    budget: Arc<Budget>,
}

/// A directory that was opened and not listed yet.
pub(super) struct Opened {
    pub(super) dir: Arc<Dir>,
    pub(super) parent: Option<Arc<Node>>,
    pub(super) name_at: usize,
    pub(super) by_link: bool,
    pub(super) path: PathBuf,
    pub(super) depth: usize,
    identity: Option<Identity>,
}

impl Opened {
    /// Opens the top.
    pub(super) fn top(top: &Path) -> Result<Self> {
        let dir = with_path(top, |name| retry(|| Dir::openat(Fd::CWD, name, true))).or_path(top)?;
        Ok(Self {
            dir: Arc::new(dir),
            parent: None,
            name_at: 0,
            by_link: false,
            path: top.to_path_buf(),
            depth: 0,
            identity: None,
        })
    }

    /// Opens a subdirectory, at most once each. If `follow`, what it is is made sure of, so that a link back up is seen.
    pub(super) fn below(
        parent: &Arc<Node>,
        name_at: usize,
        by_link: bool,
        follow: bool,
    ) -> Result<Self> {
        let name = parent.name_of(name_at);
        let path = parent.path.join(OsStr::from_bytes(name.to_bytes()));
        let dir = parent.open(name, by_link).or_path(&path)?;
        let mut identity = None;
        if follow {
            let found = retry(|| dir.identity()).or_path(&path)?;
            identity = Some(found);
            let mut above = Some(parent);
            while let Some(node) = above.filter(|_| by_link) {
                if node.identity.get() == identity.as_ref() {
                    return Err(Error::from(Failure::Loop)).or_paths(&path, &node.path);
                }
                above = node.parent.as_ref();
            }
        }
        Ok(Self {
            dir: Arc::new(dir),
            parent: Some(Arc::clone(parent)),
            name_at,
            by_link,
            path,
            depth: parent.depth + 1,
            identity,
        })
    }

    /// Makes the directory one to go below: kept open, if the budget allows, else with its identity noted.
    pub(super) fn into_node(
        self,
        subdirs: Records,
        left: usize,
        follow: bool,
        budget: &Arc<Budget>,
    ) -> Arc<Node> {
        let kept = self.parent.is_none() || budget.take();
        let identity = OnceLock::new();
        let found = match self.identity {
            None if follow || !kept => self.dir.identity().ok(),
            known => known,
        };
        if let Some(found) = found {
            identity.get_or_init(|| found);
        }
        Arc::new(Node {
            parent: self.parent,
            name_at: self.name_at,
            by_link: self.by_link,
            path: self.path,
            depth: self.depth,
            identity,
            subdirs,
            left: AtomicUsize::new(left),
            place: Mutex::new(kept.then_some(self.dir)),
            budget: Arc::clone(budget),
        })
    }
}

impl Node {
    fn name_of(&self, at: usize) -> &CStr {
        self.subdirs.get(at).map_or(c"", |(record, _)| record.name_c())
    }

    fn dir(&self) -> Option<Arc<Dir>> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn open(&self, name: &CStr, follow: bool) -> Result<Dir, Error> {
        let dir = match self.dir() {
            Some(dir) => dir,
            None => self.reopen()?,
        };
        Ok(retry(|| Dir::openat(dir.fd().into(), name, follow))?)
    }

    /// Opens the directory again, by the names from the nearest one above that is open.
    #[cold]
    fn reopen(&self) -> Result<Arc<Dir>, Error> {
        let mut way = vec![self];
        let mut start = None;
        while let Some(parent) = way.last().and_then(|node| node.parent.as_deref()) {
            start = parent.dir();
            if start.is_some() {
                break;
            }
            way.push(parent);
        }
        let mut dir = start.ok_or(Failure::Moved)?;
        for node in way.iter().rev() {
            let Some(parent) = &node.parent else { return Err(Failure::Moved.into()) };
            let name = parent.name_of(node.name_at);
            let found = retry(|| Dir::openat(dir.fd().into(), name, node.by_link));
            match found {
                Ok(found) if node.is(&found) => dir = Arc::new(found),
                Err(errno) if !is_elsewhere(errno) => return Err(errno.into()),
                _ => return Err(Failure::Moved.into()),
            }
        }
        Ok(dir)
    }

    /// Whether an open directory is this one. Nobody noted what those were whose subdirectories have all been opened: they
    /// are only passed on the way to one below.
    fn is(&self, found: &Dir) -> bool {
        match self.identity.get() {
            Some(identity) => found.identity() == Ok(*identity),
            None => self.left.load(Ordering::Relaxed) == 0,
        }
    }

    /// One subdirectory less to open. After the last the directory is closed.
    pub(super) fn one_less(&self) {
        if self.left.fetch_sub(1, Ordering::Relaxed) == 1 && self.parent.is_some() {
            let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
            if place.take().is_some() {
                self.budget.give_back();
            }
        }
    }

    /// Closes the directory, to be opened again by name. `false` if it was closed, or is the top.
    pub(super) fn close(&self) -> bool {
        if self.parent.is_none() {
            return false;
        }
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(dir) = place.take() else { return false };
        if let Ok(found) = dir.identity() {
            self.identity.get_or_init(|| found);
        }
        self.budget.give_back();
        true
    }

    /// Lets go of the descriptor and of the parent.
    fn release(&mut self) -> Option<Arc<Node>> {
        let parent = self.parent.take();
        let place = self.place.get_mut().unwrap_or_else(PoisonError::into_inner);
        if place.take().is_some() && parent.is_some() {
            self.budget.give_back();
        }
        parent
    }
}

fn is_elsewhere(errno: Errno) -> bool {
    matches!(errno, errno::ENOENT | errno::ENOTDIR | errno::ELOOP)
}

impl Drop for Node {
    fn drop(&mut self) {
        // A chain of thousands of parents is let go of one by one, not by as many calls within calls.
        let mut parent = self.release();
        while let Some(mut node) = parent.and_then(Arc::into_inner) {
            parent = node.release();
        }
    }
}
