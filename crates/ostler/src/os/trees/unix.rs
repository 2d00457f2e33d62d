//! The single calls on Unix.

use std::path::Path;

use ostler_sys as sys;

use crate::error::Result;
use crate::host::Host;
use crate::os::At;

/// Refuses options that these calls do not have.
pub(super) fn check(at: At<'_>, function: &str) -> Result<()> {
    at.only_dir(function)
}

pub(super) fn mkdir<H: Host>(host: &mut H, path: &Path, mode: u32, at: At<'_>) -> Result<()> {
    at.on_entry(path, |dir, name| host.retry(|| sys::files::mkdirat(dir, name, mode)))
}

pub(super) fn rmdir<H: Host>(host: &mut H, path: &Path, at: At<'_>) -> Result<()> {
    at.on_entry(path, |dir, name| host.retry(|| sys::files::rmdirat(dir, name)))
}

pub(super) fn rename<H: Host>(
    host: &mut H,
    (old, old_at): (&Path, At<'_>),
    (new, new_at): (&Path, At<'_>),
) -> Result<()> {
    old_at.on_entry(old, |old_dir, old| {
        new_at.on_entry(new, |new_dir, new| {
            host.retry(|| sys::files::renameat(old_dir, old, new_dir, new))
        })
    })
}

pub(super) fn mode_of<H: Host>(host: &mut H, path: &Path, at: At<'_>) -> Result<u32> {
    let stat = at.on_file_flags(path, |dir, name, flags| {
        host.retry(|| sys::files::fstatat(dir, name, flags))
    })?;
    Ok(stat.st_mode as u32)
}
