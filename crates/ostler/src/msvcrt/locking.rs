//! Locks on a part of a file.

use std::time::Duration;

use ostler_sys::{self as sys, c};

use crate::audit::{Arg, audit, events};
use crate::errno;
use crate::error::Result;
use crate::fd::{AsFd, AsRawFd as _, Fd};

codes! {
    /// What [`locking`] does.
    pub struct LockMode: i32 {
        /// Locks, and tries ten times, a second apart.
        LK_LOCK = c::LK_LOCK;
        /// The same as [`LK_LOCK`].
        LK_RLCK = c::LK_RLCK;
        /// Locks or fails at once.
        LK_NBLCK = c::LK_NBLCK;
        /// The same as [`LK_NBLCK`].
        LK_NBRLCK = c::LK_NBRLCK;
        /// Unlocks.
        LK_UNLCK = c::LK_UNLCK;
    }
}

/// How often a lock that waits is tried for.
const ATTEMPTS: u32 = 10;

/// How long it waits in between.
const PAUSE: Duration = Duration::from_secs(1);

/// Locks `nbytes` bytes of a file from where it is read next on, or unlocks them: `msvcrt.locking(fd, mode, nbytes)`,
/// `_locking`.
///
/// Others, in this process and in any, can then neither read nor write there by another opening of the file. The bytes
/// may lie beyond the end, and beyond the 2 GiB to which the runtime's own function reaches. Several parts may be locked, but may not overlap; each is unlocked just as it was locked, also
/// if it is next to another.
///
/// # Errors
///
/// `EACCES` if the bytes are locked already, and for [`LK_UNLCK`] if they are not; `EDEADLK` if [`LK_LOCK`] has tried
/// ten times in vain; `EINVAL` for another mode or a negative number.
///
/// # Audit
///
/// `msvcrt.locking` with `fd`, `mode`, `nbytes`.
///
/// ```no_run
/// use ostler::fd::OwnedFd;
/// use ostler::msvcrt::{self, LK_NBLCK, LK_UNLCK};
///
/// let counter = OwnedFd::try_from(std::fs::File::open("counter")?)?;
/// msvcrt::locking(&counter, LK_NBLCK, 8)?;
/// // … read, count, write …
/// msvcrt::locking(&counter, LK_UNLCK, 8)?;
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn locking(fd: impl AsFd, mode: LockMode, nbytes: i32) -> Result<()> {
    let fd = fd.as_fd();
    audit!(events::Locking { fd: Arg::Int(fd.as_raw_fd().into()), mode, nbytes });
    let fd = Fd::from(fd);
    // The waiting is done here: how long the runtime's own takes depends on whose runtime it is.
    let attempts = match mode {
        LK_LOCK | LK_RLCK => ATTEMPTS,
        LK_NBLCK | LK_NBRLCK | LK_UNLCK => 1,
        _ => return Err(errno::EINVAL.into()),
    };
    let mut attempt = 1;
    loop {
        match sys::runtime::locking(fd, mode == LK_UNLCK, nbytes) {
            Err(errno::EACCES) if attempt < attempts => std::thread::sleep(PAUSE),
            Err(errno::EACCES) if attempts > 1 => return Err(errno::EDEADLK.into()),
            other => return Ok(other?),
        }
        attempt += 1;
    }
}
