//! Files in memory.

use std::ffi::OsStr;

use ostler_sys::c;
use ostler_sys::linux::memfd;

use crate::error::Result;
use crate::fd::OwnedFd;
use crate::host::retry;
use crate::os::at::with_str;

flags! {
    /// What kind of file [`memfd_create_with`] makes. One size of huge pages goes with [`MFD_HUGETLB`].
    pub struct MemfdFlags: u32 {
        /// Not inherited by programs the process runs.
        MFD_CLOEXEC = c::MFD_CLOEXEC;
        /// It can be sealed: `fcntl(F_ADD_SEALS)`.
        MFD_ALLOW_SEALING = c::MFD_ALLOW_SEALING;
        /// In huge pages, of the usual size unless one is said.
        MFD_HUGETLB = c::MFD_HUGETLB;
        /// Pages of 64 KiB.
        MFD_HUGE_64KB = c::MFD_HUGE_64KB;
        /// Pages of 512 KiB.
        MFD_HUGE_512KB = c::MFD_HUGE_512KB;
        /// Pages of 1 MiB.
        MFD_HUGE_1MB = c::MFD_HUGE_1MB;
        /// Pages of 2 MiB.
        MFD_HUGE_2MB = c::MFD_HUGE_2MB;
        /// Pages of 8 MiB.
        MFD_HUGE_8MB = c::MFD_HUGE_8MB;
        /// Pages of 16 MiB.
        MFD_HUGE_16MB = c::MFD_HUGE_16MB;
        /// Pages of 32 MiB.
        MFD_HUGE_32MB = c::MFD_HUGE_32MB;
        /// Pages of 256 MiB.
        MFD_HUGE_256MB = c::MFD_HUGE_256MB;
        /// Pages of 512 MiB.
        MFD_HUGE_512MB = c::MFD_HUGE_512MB;
        /// Pages of 1 GiB.
        MFD_HUGE_1GB = c::MFD_HUGE_1GB;
        /// Pages of 2 GiB.
        MFD_HUGE_2GB = c::MFD_HUGE_2GB;
        /// Pages of 16 GiB.
        MFD_HUGE_16GB = c::MFD_HUGE_16GB;
    }
}

/// Where in [`MemfdFlags`] the size of huge pages begins: it is written as the logarithm to base 2.
///
/// ```
/// use ostler::os;
/// assert_eq!(os::MFD_HUGE_2MB.bits() >> os::MFD_HUGE_SHIFT & os::MFD_HUGE_MASK, 21);
/// ```
pub const MFD_HUGE_SHIFT: u32 = c::MFD_HUGE_SHIFT;

/// Which bits the size of huge pages takes, once shifted down.
pub const MFD_HUGE_MASK: u32 = c::MFD_HUGE_MASK;

/// Makes a file in memory: `os.memfd_create(name)`, `memfd_create(2)`. It is not inheritable, and gone when nobody has it
/// open.
///
/// The name is for people who look at `/proc/self/fd`, and need not be the only one of its kind.
///
/// # Errors
///
/// `EINVAL` for a name of more than 249 bytes, `Value` for one with a NUL byte.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os;
/// let file = os::memfd_create("scratch")?;
/// os::write(&file, b"nowhere on disk")?;
/// assert_eq!(os::pread(&file, 7, 0)?, b"nowhere");
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn memfd_create(name: impl AsRef<OsStr>) -> Result<OwnedFd> {
    memfd_create_with(name, MFD_CLOEXEC)
}

/// [`memfd_create`] with just these flags: `os.memfd_create(name, flags=os.MFD_CLOEXEC)`.
///
/// Without [`MFD_CLOEXEC`] the descriptor is *inheritable*.
///
/// # Errors
///
/// As [`memfd_create`]; `EINVAL` for flags the kernel does not know, `ENOMEM` or `ENODEV` without such huge pages.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os;
/// let file = os::memfd_create_with("for a child", os::MFD_ALLOW_SEALING)?;
/// assert!(os::get_inheritable(&file)?);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn memfd_create_with(name: impl AsRef<OsStr>, flags: MemfdFlags) -> Result<OwnedFd> {
    with_str(name.as_ref(), |name| retry(|| memfd::memfd_create(name, flags.bits())))
}
