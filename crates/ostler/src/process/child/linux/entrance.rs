//! The control group that a child starts in.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ostler_sys::linux::process::read::read_file;
use ostler_sys::linux::process::supervisor::Cgroup;

use crate::error::Result;
use crate::fd::{AsFd as _, OwnedFd};
use crate::os;
use crate::process::stop::{ControlGroup, members};

/// The way into a control group.
#[derive(Debug)]
pub(super) struct Entrance {
    file: OwnedFd,
    /// The way to where this program is, for the supervisor: it is not to end with the child.
    back: Option<OwnedFd>,
    /// The group, if there is nothing in it yet.
    pub(super) own: Option<ControlGroup>,
    /// Another child that is started meanwhile finds this one in there.
    _alone: MutexGuard<'static, ()>,
}

static ALONE: Mutex<()> = Mutex::new(());

impl Entrance {
    pub(super) fn of(directory: &Path) -> Result<Self> {
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let file = os::open(directory.join("cgroup.procs"), os::O_WRONLY)?;
        let group = ControlGroup::at(directory)?;
        let own = group.members()?.is_empty().then_some(group);
        Ok(Self { file, back: way_back(directory), own, _alone: alone })
    }

    pub(super) fn as_cgroup(&self) -> Cgroup<'_> {
        let back = self.back.as_ref().map(|back| back.as_fd());
        Cgroup { entrance: self.file.as_fd(), back }
    }
}

/// Where a process writes zero to be in the control group that this program is in. Without it the supervisor stays with the
/// child.
fn way_back(directory: &Path) -> Option<OwnedFd> {
    use std::os::unix::ffi::OsStrExt as _;

    let mut text = Vec::new();
    read_file(c"/proc/self/cgroup", &mut text).ok()?;
    let here = text.split(|&byte| byte == b'\n').find_map(|line| line.strip_prefix(b"0::/"))?;
    let here = Path::new(std::ffi::OsStr::from_bytes(here));
    let directory = std::fs::canonicalize(directory).ok()?;
    let this = os::getpid();
    // One of the directories above is the top of all, and only there the path leads to this program.
    directory
        .ancestors()
        .map(|top| top.join(here))
        .find(|group| members(group).is_ok_and(|listing| listing.numbers.contains(&this)))
        .and_then(|group| os::open(group.join("cgroup.procs"), os::O_WRONLY).ok())
}
