//! Directories read straight from the kernel.

use crate::errno::{self, Errno};
use crate::fd::{AsFd as _, BorrowedFd, OwnedFd};
use crate::linux::getdents::getdents64;

use super::Records;

/// An open directory.
#[derive(Debug)]
pub struct Dir(OwnedFd);

impl Dir {
    /// Takes a descriptor over.
    #[allow(clippy::unnecessary_wraps)] // Other systems can fail here.
    #[inline]
    pub fn from_fd(fd: OwnedFd) -> Result<Self, Errno> {
        Ok(Self(fd))
    }

    /// The descriptor.
    #[inline]
    pub fn fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }

    /// Appends the next records, as many as fit in about `room` bytes. `false` at the end.
    #[inline]
    pub fn read(&self, records: &mut Records, room: usize) -> Result<bool, Errno> {
        let written = match getdents64(self.fd().into(), records.spare(room)) {
            // The directory was removed while it was open: it has no entries any more.
            Err(errno::ENOENT) => 0,
            written => written?,
        };
        // SAFETY: the kernel wrote whole records into that many bytes at the start of the spare room.
        unsafe { records.commit(written) };
        Ok(written != 0)
    }

    /// Back to the beginning.
    pub fn rewind(&self) -> Result<(), Errno> {
        rustix::fs::seek(&self.0, rustix::fs::SeekFrom::Start(0))?;
        Ok(())
    }
}
