//! Namespaces.

use crate::check;
use crate::errno::Errno;
use crate::fd::Fd;

/// `setns(2)`, for the calling thread.
pub fn setns(fd: Fd<'_>, kind: i32) -> Result<(), Errno> {
    // SAFETY: plain numbers; a descriptor that is none is refused.
    check(unsafe { libc::setns(fd.raw(), kind) }).map(drop)
}

/// `unshare(2)`, for the calling thread.
///
/// # Safety
///
/// With `CLONE_FILES` the thread has descriptors of its own from then on: a descriptor made by another thread may mean
/// another file here. Nothing may pass between them that holds one.
pub unsafe fn unshare(flags: i32) -> Result<(), Errno> {
    // SAFETY: a plain number; the rest is the caller's promise.
    check(unsafe { libc::unshare(flags) }).map(drop)
}
