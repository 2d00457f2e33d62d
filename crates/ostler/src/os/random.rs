//! Random numbers.

use ostler_sys as sys;
#[cfg(linux_kernel)]
use ostler_sys::c;

use crate::errno;
use crate::error::{Error, Result};
use crate::host::retry;

#[cfg(linux_kernel)]
flags! {
    /// Where [`getrandom`] takes its bytes from, and whether it waits for them.
    pub struct GetrandomFlags: u32 {
        /// Does not wait: `BlockingIo` where there is nothing yet.
        GRND_NONBLOCK = c::GRND_NONBLOCK;
        /// From the source of `/dev/random`.
        GRND_RANDOM = c::GRND_RANDOM;
    }
}

/// No vector is longer than half of what a number can count.
fn check_size(size: usize) -> Result<()> {
    isize::try_from(size).map(drop).map_err(|_| Error::overflow("too many random bytes"))
}

/// Up to `size` random bytes from the kernel, fit for cryptography: `os.getrandom(size, flags=0)`, `getrandom(2)`.
///
/// There may be fewer; [`urandom`] gives exactly as many. Ask for no more than 256 to get them all.
///
/// # Errors
///
/// `BlockingIo` with [`GRND_NONBLOCK`] while the kernel has gathered too little; `ENOMEM`, or `Overflow`, for more than
/// memory can hold.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os::{self, GetrandomFlags};
/// let seed = os::getrandom(32, GetrandomFlags::empty())?;
/// assert_eq!(seed.len(), 32);
/// # Ok::<(), ostler::Error>(())
/// ```
#[cfg(linux_kernel)]
pub fn getrandom(size: usize, flags: GetrandomFlags) -> Result<Vec<u8>> {
    check_size(size)?;
    Ok(retry(|| sys::random::getrandom_vec(size, flags.bits()))?)
}

/// [`getrandom`] into a buffer of the caller's: how many bytes were written.
///
/// # Errors
///
/// As [`getrandom`].
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os;
/// let mut seed = [0; 16];
/// assert_eq!(os::getrandom_into(&mut seed, os::GRND_NONBLOCK)?, 16);
/// # Ok::<(), ostler::Error>(())
/// ```
#[cfg(linux_kernel)]
pub fn getrandom_into(buffer: &mut [u8], flags: GetrandomFlags) -> Result<usize> {
    Ok(retry(|| sys::random::getrandom(&mut *buffer, flags.bits()))?)
}

/// Exactly `size` random bytes, fit for cryptography: `os.urandom(size)`.
///
/// Waits once after the machine has started, until the kernel has gathered enough.
///
/// # Errors
///
/// `ENOMEM`, or `Overflow`, for more than memory can hold.
///
/// ```
/// let key = ostler::os::urandom(32)?;
/// assert_eq!(key.len(), 32);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn urandom(size: usize) -> Result<Vec<u8>> {
    check_size(size)?;
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(size).map_err(|_| Error::from_errno(errno::ENOMEM))?;
    // Next to what it takes to make random bytes, zeros cost nothing.
    bytes.resize(size, 0);
    urandom_into(&mut bytes)?;
    Ok(bytes)
}

/// [`urandom`] into a buffer of the caller's, all of it.
///
/// # Errors
///
/// None that a system of today has.
///
/// ```
/// let mut key = [0; 32];
/// ostler::os::urandom_into(&mut key)?;
/// assert_ne!(key, [0; 32]);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn urandom_into(buffer: &mut [u8]) -> Result<()> {
    let mut rest = buffer;
    while !rest.is_empty() {
        let length = retry(|| sys::random::urandom(rest))?;
        if length == 0 {
            return Err(Error::not_implemented("urandom: the system's source has run dry"));
        }
        rest = rest.get_mut(length..).unwrap_or_default();
    }
    Ok(())
}
