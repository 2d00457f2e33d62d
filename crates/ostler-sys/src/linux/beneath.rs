//! Paths that may not leave a directory.

use std::ffi::CStr;

use rustix::fs::{Mode, OFlags, ResolveFlags};

use crate::borrow;
use crate::errno::Errno;
use crate::fd::{Fd, OwnedFd};

/// How often a resolution that raced with a rename is tried again before its `EAGAIN` is passed on.
const TRIES: u32 = 128;

/// From here on the racing thread gets a chance to finish first.
const POLITE: u32 = 16;

/// Flags that make a file. With the others `openat2` insists on a mode of 0, which `open` ignores.
const MAKING: i32 = libc::O_CREAT | (libc::O_TMPFILE & !libc::O_DIRECTORY);

/// `openat2(2)` with `RESOLVE_BENEATH`: no `..`, absolute path or symbolic link leads out of `dir`. Close-on-exec.
pub fn open_beneath(dir: Fd<'_>, path: &CStr, flags: i32, mode: u32) -> Result<OwnedFd, Errno> {
    let dir = borrow(dir)?;
    let mode = Mode::from_raw_mode(if flags & MAKING == 0 { 0 } else { mode & 0o7777 });
    let flags = OFlags::from_bits_retain(flags as _) | OFlags::CLOEXEC;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_MAGICLINKS;
    let open = || rustix::fs::openat2(dir, path, flags, mode, resolve);
    for attempt in 1..TRIES {
        match open() {
            Err(rustix::io::Errno::AGAIN) if attempt < POLITE => {}
            Err(rustix::io::Errno::AGAIN) => std::thread::yield_now(),
            other => return Ok(other?),
        }
    }
    Ok(open()?)
}
