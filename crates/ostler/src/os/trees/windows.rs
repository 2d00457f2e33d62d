//! The single calls on Windows.

use std::path::Path;

use ostler_sys as sys;

use crate::error::Result;
use crate::host::Host;
use crate::os::At;
use crate::os::at::with_path;

/// Refuses options that these calls do not have.
pub(super) fn check(at: At<'_>, function: &str) -> Result<()> {
    at.none(function)
}

pub(super) fn mkdir<H: Host>(host: &mut H, path: &Path, mode: u32, _: At<'_>) -> Result<()> {
    with_path(path, |name| host.retry(|| sys::files::mkdir(name, mode == 0o700)))
}

pub(super) fn rmdir<H: Host>(host: &mut H, path: &Path, _: At<'_>) -> Result<()> {
    with_path(path, |name| host.retry(|| sys::files::rmdir(name)))
}

pub(super) fn rename<H: Host>(
    host: &mut H,
    (old, _): (&Path, At<'_>),
    (new, _): (&Path, At<'_>),
) -> Result<()> {
    with_path(old, |old| with_path(new, |new| host.retry(|| sys::files::rename(old, new, false))))
}

pub(super) fn mode_of<H: Host>(host: &mut H, path: &Path, _: At<'_>) -> Result<u32> {
    with_path(path, |name| host.retry(|| sys::files::file_type(name)))
}
