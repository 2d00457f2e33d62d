//! Processes to be careful with.

use crate::errno;
use crate::error::{Error, ErrorKind, Result};
use crate::process::code::is_gone;
use crate::process::error::Trouble;
use crate::process::identity::Held;
use crate::process::this;
use crate::process::{Process, Protection};

/// Whether a process is one that a selection by pattern should leave alone, and why: the first process, a part of the kernel,
/// the caller or one of its ancestors.
///
/// [`Process::kill`], [`Stop`](crate::process::Stop) and [`os::kill`](crate::os::kill) do not ask: they do as they are told.
///
/// # Errors
///
/// [`ProcessLookup`](ErrorKind::ProcessLookup) if the process is gone.
///
/// ```
/// use ostler::process::{Process, Protection, is_protected};
///
/// assert_eq!(is_protected(Process::current()?)?, Some(Protection::Caller));
/// # #[cfg(unix)]
/// assert_eq!(is_protected(Process::new(1)?)?, Some(Protection::Init));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn is_protected(process: Process) -> Result<Option<Protection>> {
    protection(process, &ancestors()?)
}

fn protection(process: Process, ancestors: &[Process]) -> Result<Option<Protection>> {
    let held = Held::of(process)?;
    if process.pid() == this() {
        return Ok(Some(Protection::Caller));
    }
    let of_system = held
        .part_of_system()
        .map_err(|code| Trouble::of(code, "reading the state").about(process.pid()))?;
    if of_system.is_some() {
        return Ok(of_system);
    }
    Ok(ancestors.contains(&process).then_some(Protection::Ancestor))
}

/// Parts processes into those that a selection by pattern may stop, and those to be careful with: [`is_protected`] for many.
///
/// # Errors
///
/// If the caller's own ancestors cannot be told.
///
/// ```
/// use ostler::process::{Process, Protection, protected};
///
/// let me = Process::current()?;
/// assert_eq!(protected([me])?, [(me, Some(Protection::Caller))]);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn protected(
    processes: impl IntoIterator<Item = Process>,
) -> Result<Vec<(Process, Option<Protection>)>> {
    let ancestors = ancestors()?;
    let mut parted = Vec::new();
    for process in processes {
        match protection(process, &ancestors) {
            Ok(protection) => parted.push((process, protection)),
            // It is to be stopped and is gone: whoever stops it will say so.
            Err(error) if error.kind() == ErrorKind::ProcessLookup => parted.push((process, None)),
            Err(error) => return Err(error),
        }
    }
    Ok(parted)
}

/// The parents of the caller, nearest first.
pub(crate) fn ancestors() -> Result<Vec<Process>> {
    let mut ancestors = Vec::new();
    let mut process = Process::current()?;
    while let Some(parent) = parent(process)? {
        // A parent that ended meanwhile left its number to another, who may be below.
        if ancestors.contains(&parent) {
            break;
        }
        ancestors.push(parent);
        process = parent;
    }
    Ok(ancestors)
}

/// The parent of a process: `None` for one that has none in sight, or is gone.
pub(crate) fn parent(process: Process) -> Result<Option<Process>> {
    /// A parent that ends just now leaves another; for ever, none does: then it cannot be told.
    const TRIES: usize = 100;
    let child = match Held::of(process) {
        Ok(held) => held,
        Err(error) if error.kind() == ErrorKind::ProcessLookup => return Ok(None),
        Err(error) => return Err(error),
    };
    for _ in 0..TRIES {
        let ppid = match child.ppid() {
            Ok(ppid) if ppid > 0 => ppid,
            Ok(_) => return Ok(None),
            Err(code) if is_gone(code) => return Ok(None),
            Err(code) => return Err(Trouble::of(code, "parent").about(process.pid())),
        };
        match Held::take(ppid) {
            // Still its parent while the parent was held: the number was not another's.
            Ok(parent) if child.ppid() == Ok(ppid) => return Ok(Some(parent.process())),
            Ok(_) => {}
            Err(code) if is_gone(code) => {}
            Err(code) => return Err(Trouble::of(code, "getting hold").about(ppid)),
        }
    }
    Err(Error::from(errno::EAGAIN))
}
