//! Record locks.

use ostler_sys::{self as sys, c};

use crate::audit::{audit, events};
use crate::error::Result;
use crate::fd::{AsFd, AsRawFd as _};
use crate::host::retry;

codes! {
    /// What [`lockf`] does.
    pub struct LockCmd: i32 {
        /// Waits for the lock.
        F_LOCK = c::F_LOCK;
        /// Takes the lock, or fails at once.
        F_TLOCK = c::F_TLOCK;
        /// Gives the lock up.
        F_ULOCK = c::F_ULOCK;
        /// Fails if another process has a lock there.
        F_TEST = c::F_TEST;
    }
}

/// Locks part of an open file against other processes, unlocks it, or asks: `os.lockf(fd, cmd, len)`, `lockf(3)`.
///
/// The part starts at the current offset. A positive `len` is so many bytes from there, a negative one so many before,
/// and 0 all there is and will be after. The file must be open for writing.
///
/// The lock is the process's, not the descriptor's: closing *any* descriptor of the file gives it up, and threads are
/// not kept from one another.
///
/// # Errors
///
/// `EACCES` or `EAGAIN` for [`F_TLOCK`] and [`F_TEST`] where another process has a lock, `EDEADLK` where waiting would
/// never end, `EBADF` if the file is not open for writing.
///
/// # Audit
///
/// `os.lockf` with `fd`, `cmd`, `len`.
///
/// ```
/// use ostler::os;
/// let file = tempfile::tempfile()?;
/// os::lockf(&file, os::F_LOCK, 100)?;
/// // … the first 100 bytes are this process's …
/// os::lockf(&file, os::F_ULOCK, 100)?;
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn lockf(fd: impl AsFd, cmd: LockCmd, len: i64) -> Result<()> {
    let fd = fd.as_fd();
    audit!(events::Lockf { fd: fd.as_raw_fd(), cmd, len });
    Ok(retry(|| sys::descriptors::lockf(fd.into(), cmd.raw(), len))?)
}
