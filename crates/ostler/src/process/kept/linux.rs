//! Identities that other programs understand.

use ostler_sys::linux::process::namespace;
use ostler_sys::linux::process::read::read_file;

use super::{System, uuid};
use crate::errno;
use crate::error::{OrPath as _, Result};

/// The boot and the PID namespace that numbers of processes are told in here.
pub(super) fn here() -> Result<System> {
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
