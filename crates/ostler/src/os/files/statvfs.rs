//! The status of file systems.

use ostler_sys as sys;
use ostler_sys::files::mount;

use crate::error::{OrPath as _, Result};
use crate::fd::AsFd;
use crate::host::retry;
use crate::os::at::{Spot, Target, with_path};

flags! {
    /// How a file system is mounted: [`StatvfsResult::f_flag`].
    pub struct MountFlags: u64 {
        /// Nothing can be written.
        ST_RDONLY = mount::ST_RDONLY;
        /// Set-user-ID and set-group-ID bits have no effect.
        ST_NOSUID = mount::ST_NOSUID;
        /// Devices cannot be opened.
        #[cfg(linux_kernel)]
        ST_NODEV = mount::ST_NODEV;
        /// Programs cannot be run.
        #[cfg(linux_kernel)]
        ST_NOEXEC = mount::ST_NOEXEC;
        /// Every write is on the disk before the call returns.
        #[cfg(linux_kernel)]
        ST_SYNCHRONOUS = mount::ST_SYNCHRONOUS;
        /// Mandatory locks are allowed. Linux had them until 5.15.
        #[cfg(linux_kernel)]
        ST_MANDLOCK = mount::ST_MANDLOCK;
        /// The C library has a name for it; no kernel sets it.
        #[cfg(linux_kernel)]
        ST_WRITE = mount::ST_WRITE;
        /// The C library has a name for it; no kernel sets it.
        #[cfg(linux_kernel)]
        ST_APPEND = mount::ST_APPEND;
        /// The C library has a name for it; no kernel sets it.
        #[cfg(linux_kernel)]
        ST_IMMUTABLE = mount::ST_IMMUTABLE;
        /// Reading leaves the access time as it is.
        #[cfg(linux_kernel)]
        ST_NOATIME = mount::ST_NOATIME;
        /// Reading a directory leaves its access time as it is.
        #[cfg(linux_kernel)]
        ST_NODIRATIME = mount::ST_NODIRATIME;
        /// The access time is written once after each change, and once a day.
        #[cfg(linux_kernel)]
        ST_RELATIME = mount::ST_RELATIME;
    }
}

/// What the system knows about a file system: `os.statvfs_result`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(clippy::struct_field_names, reason = "the names of the C structure and of the reference")]
#[doc(alias = "statvfs_result")]
#[non_exhaustive]
pub struct StatvfsResult {
    /// Number of bytes to read or write at a time for best effect.
    pub f_bsize: u64,
    /// Size of the blocks that the next three count, in bytes.
    pub f_frsize: u64,
    /// Blocks altogether.
    pub f_blocks: u64,
    /// Free blocks.
    pub f_bfree: u64,
    /// Free blocks that an ordinary user may take.
    pub f_bavail: u64,
    /// Files (inodes) altogether. Some file systems have no such limit and say 0.
    pub f_files: u64,
    /// Files that can still be made.
    pub f_ffree: u64,
    /// Files that an ordinary user may still make.
    pub f_favail: u64,
    /// How it is mounted.
    pub f_flag: MountFlags,
    /// Length of the longest name, in bytes.
    pub f_namemax: u64,
    /// Identifies the file system, if the system tells: others than the superuser may see 0.
    pub f_fsid: u64,
}

#[doc(hidden)]
impl From<sys::files::StatVfs> for StatvfsResult {
    fn from(stat: sys::files::StatVfs) -> Self {
        Self {
            f_bsize: stat.f_bsize,
            f_frsize: stat.f_frsize,
            f_blocks: stat.f_blocks,
            f_bfree: stat.f_bfree,
            f_bavail: stat.f_bavail,
            f_files: stat.f_files,
            f_ffree: stat.f_ffree,
            f_favail: stat.f_favail,
            f_flag: MountFlags::from_bits_retain(sys::files::mount_flags(&stat)),
            f_namemax: stat.f_namemax,
            f_fsid: stat.f_fsid,
        }
    }
}

/// The status of the file system a file is on, by path or by descriptor: `os.statvfs(path)`, `statvfs(3)`, `fstatvfs(3)`.
///
/// # Errors
///
/// As `stat`.
///
/// ```
/// let fs = ostler::os::statvfs("/")?;
/// println!("{} bytes free", fs.f_bavail * fs.f_frsize);
/// assert!(fs.f_bavail <= fs.f_blocks);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn statvfs(target: impl Target) -> Result<StatvfsResult> {
    match target.spot() {
        Spot::Fd(fd) => fstatvfs(fd),
        Spot::Path(path) => with_path(path, |path| retry(|| sys::files::statvfs(path)))
            .map(StatvfsResult::from)
            .or_path(path),
    }
}

/// [`statvfs`] by descriptor: `os.fstatvfs(fd)`, `fstatvfs(3)`.
///
/// # Errors
///
/// `ENOSYS` from file systems that know nothing of it.
///
/// ```
/// let file = tempfile::tempfile()?;
/// assert!(ostler::os::fstatvfs(&file)?.f_frsize > 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fstatvfs(fd: impl AsFd) -> Result<StatvfsResult> {
    Ok(retry(|| sys::files::fstatvfs(fd.as_fd().into()))?.into())
}
