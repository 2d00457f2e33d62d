//! Reading directories: an open directory, and the records of its entries as the kernel writes them.

mod records;

#[cfg(linux_kernel)]
#[path = "kernel.rs"]
mod stream;
#[cfg(not(linux_kernel))]
#[path = "readdir.rs"]
mod stream;

pub use records::{Record, Records, kind};
pub use stream::Dir;

use std::ffi::CStr;

use crate::errno::{self, Errno};
use crate::fd::{BorrowedFd, Fd, OwnedFd};
use crate::{c, descriptors, files};

/// How much is asked of the system at a time. Only what it fills is touched, so a small directory pays for none of it.
pub const ROOM: usize = 64 << 10;

/// How many directories one that walks keeps open at most, if the process may have that many.
pub const OPEN_AT_MOST: usize = 32;

/// What a directory is, whatever it is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Identity {
    device: u64,
    inode: u64,
}

/// How [`Dir::openat`] opens: what audit events of the callers say.
pub const OPEN_DIR: i32 = c::O_RDONLY | c::O_DIRECTORY | c::O_CLOEXEC;

impl Dir {
    /// `openat(2)` of a directory to be read, and of nothing else: a file fails with `ENOTDIR`, and so does a symbolic link
    /// that is not to be followed (`ELOOP` on some systems).
    #[inline]
    pub fn openat(dir: Fd<'_>, path: &CStr, follow: bool) -> Result<Self, Errno> {
        let flags = OPEN_DIR | if follow { 0 } else { c::O_NOFOLLOW };
        Self::from_fd(descriptors::openat(dir, path, flags, 0)?)
    }

    /// The directory that a record of this one names. `follow` where the record is of a link.
    #[inline]
    pub fn enter(&self, record: Record<'_>, follow: bool) -> Result<Self, Errno> {
        Self::openat(self.fd().into(), record.name_c(), follow)
    }

    /// The directory above.
    pub fn up(&self) -> Result<Self, Errno> {
        Self::openat(self.fd().into(), c"..", false)
    }

    /// Which directory it is.
    pub fn identity(&self) -> Result<Identity, Errno> {
        let stat = files::fstat(self.fd().into())?;
        Ok(Identity { device: stat.st_dev as u64, inode: stat.st_ino as u64 })
    }

    /// Asks what a record's file is, for those whose file system does not say: of a link itself unless it is followed.
    #[inline]
    pub fn kind_of(&self, record: Record<'_>, follow: bool) -> Result<u8, Errno> {
        let flags = if follow { 0 } else { files::AT_SYMLINK_NOFOLLOW };
        let stat = files::fstatat(self.fd().into(), record.name_c(), flags)?;
        Ok(kind::of_mode(stat.st_mode as u32))
    }

    /// A directory that somebody else has open, read from its beginning: the position is shared with that descriptor.
    pub fn duplicate(fd: BorrowedFd<'_>) -> Result<Self, Errno> {
        Self::from_beginning(rustix::io::fcntl_dupfd_cloexec(fd, 0)?)
    }

    /// Takes over a descriptor that may be of anything, and wherever it stands: `ENOTDIR` if it is none of a directory.
    pub fn from_beginning(fd: OwnedFd) -> Result<Self, Errno> {
        if files::fstat((&fd).into())?.st_mode & c::S_IFMT != c::S_IFDIR {
            return Err(errno::ENOTDIR);
        }
        let dir = Self::from_fd(fd)?;
        dir.rewind()?;
        Ok(dir)
    }
}
