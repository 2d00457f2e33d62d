//! Event descriptors.

use ostler_sys::c;
use ostler_sys::linux::eventfd as sys;

use crate::error::Result;
use crate::fd::{AsFd, Fd, OwnedFd};
use crate::host::retry;

flags! {
    /// What kind of counter [`eventfd_with`] makes.
    pub struct EventfdFlags: i32 {
        /// Not inherited by programs the process runs.
        EFD_CLOEXEC = c::EFD_CLOEXEC;
        /// Reading and writing do not wait: `EAGAIN`.
        EFD_NONBLOCK = c::EFD_NONBLOCK;
        /// Reading takes 1, not all there is.
        EFD_SEMAPHORE = c::EFD_SEMAPHORE;
    }
}

/// Makes a descriptor with a counter in it, for threads and processes to wake each other with:
/// `os.eventfd(initval)`, `eventfd(2)`. It is not inheritable.
///
/// It is ready for reading while the counter is not 0: `select`, `poll` and `epoll` can wait for it.
///
/// # Errors
///
/// `EMFILE`, `ENFILE` for too many open descriptors.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os;
/// let event = os::eventfd(2)?;
/// os::eventfd_write(&event, 40)?;
/// assert_eq!(os::eventfd_read(&event)?, 42);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn eventfd(initval: u32) -> Result<OwnedFd> {
    eventfd_with(initval, EFD_CLOEXEC)
}

/// [`eventfd`] with just these flags: `os.eventfd(initval, flags=os.EFD_CLOEXEC)`.
///
/// Without [`EFD_CLOEXEC`] the descriptor is *inheritable*.
///
/// # Errors
///
/// As [`eventfd`]; `EINVAL` for flags the kernel does not know.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os;
/// let slots = os::eventfd_with(2, os::EFD_SEMAPHORE | os::EFD_NONBLOCK | os::EFD_CLOEXEC)?;
/// os::eventfd_read(&slots)?;
/// os::eventfd_read(&slots)?;
/// assert_eq!(os::eventfd_read(&slots).unwrap_err().kind(), ostler::ErrorKind::BlockingIo);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn eventfd_with(initval: u32, flags: EventfdFlags) -> Result<OwnedFd> {
    Ok(retry(|| sys::eventfd(initval, flags.bits()))?)
}

/// Takes the counter's value and leaves 0, or takes 1 of a semaphore; waits while it is 0: `os.eventfd_read(fd)`,
/// `eventfd_read(3)`. An example is at [`eventfd`].
///
/// # Errors
///
/// `BlockingIo` where nothing is waited for; `EINVAL` for a descriptor of another kind that gave fewer than 8 bytes.
///
/// # Platforms
///
/// Linux.
pub fn eventfd_read(fd: impl AsFd) -> Result<u64> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::eventfd_read(fd))?)
}

/// Adds to the counter; waits while that would take it beyond `u64::MAX - 1`: `os.eventfd_write(fd, value)`,
/// `eventfd_write(3)`. An example is at [`eventfd`].
///
/// # Errors
///
/// `BlockingIo` where nothing is waited for; `EINVAL` for `u64::MAX`.
///
/// # Platforms
///
/// Linux.
pub fn eventfd_write(fd: impl AsFd, value: u64) -> Result<()> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::eventfd_write(fd, value))?)
}
