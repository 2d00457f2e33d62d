//! Paths that may not leave a directory.

use std::ffi::CStr;

use rustix::fs::{Mode, OFlags, ResolveFlags};

use crate::errno::{self, Errno};
use crate::fd::{Fd, OwnedFd};
use crate::sys::borrow;

/// How often a resolution that raced with a rename is tried again before its `EAGAIN` is passed on.
const TRIES: u32 = 64;

/// `openat2(2)` with `RESOLVE_BENEATH`: no `..`, absolute path or symbolic link leads out of `dir`. Close-on-exec.
pub fn open_beneath(dir: Fd<'_>, path: &CStr, flags: i32, mode: u32) -> Result<OwnedFd, Errno> {
    let dir = borrow(dir)?;
    let flags = OFlags::from_bits_retain(flags as _) | OFlags::CLOEXEC;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_MAGICLINKS;
    let mut result = Err(errno::EAGAIN);
    for _ in 0..TRIES {
        result = rustix::fs::openat2(dir, path, flags, Mode::from_raw_mode(mode as _), resolve)
            .map_err(Errno::from);
        if result.as_ref().err() != Some(&errno::EAGAIN) {
            break;
        }
    }
    result
}
