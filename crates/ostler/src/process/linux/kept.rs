//! Identities that other programs understand.

use ostler_sys::linux::process::namespace;
use ostler_sys::linux::process::read::read_file;

use super::identity::Identity as Mark;
use crate::errno;
use crate::error::{OrPath as _, Result};
use crate::process::kept::{Start, System, uuid};

/// The boot and the PID namespace that numbers of processes are told in here.
pub(crate) fn here() -> Result<System> {
    let mut text = Vec::new();
    let boot = read_file(c"/proc/sys/kernel/random/boot_id", &mut text).and_then(|()| {
        let text = std::str::from_utf8(text.trim_ascii()).ok();
        text.and_then(uuid).ok_or(errno::EINVAL)
    });
    let boot = boot.or_path("/proc/sys/kernel/random/boot_id".as_ref())?;
    let pid_namespace = match namespace::pid() {
        // A kernel without PID namespaces.
        Err(errno::ENOENT) => 0,
        told => told.or_path("/proc/self/ns/pid".as_ref())?.inode,
    };
    Ok(System::Linux { boot, pid_namespace })
}

pub(crate) fn start_of(mark: Mark) -> Start {
    match mark {
        Mark::Inode(inode) => Start::Pidfd(inode),
        Mark::Ticks(ticks) => Start::Ticks(ticks),
    }
}

pub(crate) fn mark_of(start: Start) -> Option<Mark> {
    match start {
        Start::Pidfd(inode) => Some(Mark::Inode(inode)),
        Start::Ticks(ticks) => Some(Mark::Ticks(ticks)),
        Start::Created(_) => None,
    }
}
