//! Control groups (version 2), and what is in them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ostler_sys::linux::process::read::{file_status, read_file};
use ostler_sys::linux::process::stat::number;

use crate::errno::{self, Errno};
use crate::error::{Error, ErrorKind, OrPath as _, Result};
use crate::host::retry;
use crate::os::{self, At};
use crate::process::Process;
use crate::process::identity::Held;
use crate::process::stop::ladder::Ladder;

use super::family::trouble;

/// A control group, told from any other that comes to have its path.
#[derive(Debug)]
pub(crate) struct ControlGroup {
    path: PathBuf,
    /// The kernel gives each out once.
    inode: u64,
}

/// What is in a control group and those below it.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    pub(crate) numbers: Vec<i32>,
    /// Whether there are processes that have no number here: those outside of our PID namespace.
    pub(crate) has_others: bool,
}

impl Listing {
    pub(crate) fn is_empty(&self) -> bool {
        self.numbers.is_empty() && !self.has_others
    }
}

impl ControlGroup {
    /// The one that has this path.
    pub(crate) fn at(path: &Path) -> Result<Self> {
        let inode = inode(path).or_path(path)?;
        // The current directory may be another by the time it is asked.
        match std::fs::canonicalize(path) {
            Ok(path) => Ok(Self { path, inode }),
            Err(error) => Err(errno_of(&error)).or_path(path),
        }
    }

    /// What is in it: nothing if it has been removed.
    pub(crate) fn members(&self) -> Result<Listing> {
        let listing = match members(&self.path) {
            Ok(listing) => listing,
            Err(error) if is_gone(&error) => return Ok(Listing::default()),
            Err(error) => return Err(error),
        };
        // Another may have got the path before it was read.
        match inode(&self.path) {
            Ok(inode) if inode == self.inode => Ok(listing),
            Ok(_) | Err(errno::ENOENT | errno::ENOTDIR) => Ok(Listing::default()),
            Err(errno) => Err(errno).or_path(&self.path),
        }
    }

    /// Has the kernel end all that is in it. Whether it can.
    pub(crate) fn kill(&self) -> Result<bool> {
        let directory = match os::open(&self.path, os::O_RDONLY | os::O_DIRECTORY) {
            Err(error) if is_gone(&error) => return Ok(false),
            directory => directory?,
        };
        let same = u64::try_from(os::fstat(&directory)?.st_ino()) == Ok(self.inode);
        if same { kill(&directory, &self.path) } else { Ok(false) }
    }
}

fn inode(path: &Path) -> Result<u64, Errno> {
    Ok(file_status(path.as_os_str())?.st_ino)
}

/// Has the kernel end all that is in the control group of a directory, what is being started included. Whether it can
/// (Linux 5.14), and may.
pub(super) fn kill(directory: &crate::fd::OwnedFd, path: &Path) -> Result<bool> {
    let path = path.join("cgroup.kill");
    let file = match os::open_with("cgroup.kill", os::O_WRONLY, 0, At::dir(directory)) {
        Err(error)
            if matches!(error.kind(), ErrorKind::FileNotFound | ErrorKind::PermissionDenied) =>
        {
            return Ok(false);
        }
        file => file?,
    };
    os::write(&file, b"1").or_path(&path)?;
    Ok(true)
}

/// How many are held before they are looked for a second time.
pub(super) const HANDFUL: usize = 32;

/// Those of these numbers, which were listed, that are not known and are listed still while they are held: they are the ones
/// that were.
pub(super) fn hold(
    ladder: &mut Ladder<'_>,
    numbers: &[i32],
    is_known: impl Fn(Process) -> bool,
    list: impl FnOnce() -> Result<Listing>,
) -> Result<Vec<Held>> {
    let mut held = Vec::new();
    for &pid in numbers {
        held.extend(ladder.take(pid)?.filter(|held| !is_known(held.process())));
    }
    if held.is_empty() {
        return Ok(held);
    }
    let still: HashSet<i32> = list()?.numbers.into_iter().collect();
    let mut members = Vec::new();
    for held in held {
        let pid = held.process().pid();
        let is_there = || Ok(held.still_there()? && !held.has_ended()?);
        if still.contains(&pid) && is_there().map_err(|errno| trouble(errno, pid))? {
            members.push(held);
        }
    }
    Ok(members)
}

/// The processes in a control group and those below it.
pub(crate) fn members(top: &Path) -> Result<Listing> {
    let mut listing = Listing::default();
    let mut text = Vec::new();
    let mut directories = vec![top.to_owned()];
    while let Some(directory) = directories.pop() {
        let list = directory.join("cgroup.procs");
        text.clear();
        let read = os::with_path(&list, |path| retry(|| read_file(path, &mut text)));
        match read {
            Ok(()) => {}
            // A cgroup of threads, whose processes are listed above.
            Err(error) if error.errno() == Some(errno::EOPNOTSUPP) => {}
            // One below that is gone.
            Err(error) if list.parent() != Some(top) && is_gone(&error) => continue,
            Err(error) => return Err(error.with_filename(list)),
        }
        let lines = text.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
        for pid in lines.map(|line| number(line) as i32) {
            if pid > 0 {
                listing.numbers.push(pid);
            } else {
                listing.has_others = true;
            }
        }
        below(&directory, &mut directories)?;
    }
    Ok(listing)
}

/// Removed before it was opened, or after.
pub(super) fn is_gone(error: &Error) -> bool {
    matches!(error.errno(), Some(errno::ENOENT | errno::ENODEV))
}

fn errno_of(error: &std::io::Error) -> Errno {
    error.raw_os_error().map_or(errno::EIO, Errno::from_raw)
}

/// Adds the control groups right below one. One that goes away meanwhile has none.
fn below(directory: &Path, all: &mut Vec<PathBuf>) -> Result<()> {
    let told = |error: std::io::Error| match errno_of(&error) {
        errno::ENOENT | errno::ENODEV => Ok(()),
        errno => Err(errno).or_path(directory),
    };
    let entries = match std::fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) => return told(error),
    };
    for entry in entries {
        match entry.and_then(|entry| Ok((entry.file_type()?.is_dir(), entry.path()))) {
            Ok((true, path)) => all.push(path),
            Ok((false, _)) => {}
            Err(error) => told(error)?,
        }
    }
    Ok(())
}
