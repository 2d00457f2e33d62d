//! Directories read through the C library, where the kernel's own call is not for programs.

use std::sync::{Mutex, PoisonError};

use rustix::fs::FileType;

use crate::errno::Errno;
use crate::fd::{AsRawFd as _, BorrowedFd, OwnedFd, RawFd};

use super::{Records, kind};

/// An open directory.
#[derive(Debug)]
pub struct Dir {
    number: RawFd,
    stream: Mutex<rustix::fs::Dir>,
}

impl Dir {
    /// Takes a descriptor over.
    pub fn from_fd(fd: OwnedFd) -> Result<Self, Errno> {
        let number = fd.as_raw_fd();
        Ok(Self { number, stream: Mutex::new(rustix::fs::Dir::new(fd)?) })
    }

    /// The descriptor.
    pub fn fd(&self) -> BorrowedFd<'_> {
        // SAFETY: the stream owns the descriptor and lives as long as `self`.
        unsafe { BorrowedFd::borrow_raw(self.number) }
    }

    /// Appends the next records, about `room` bytes of them. `false` at the end.
    pub fn read(&self, records: &mut Records, room: usize) -> Result<bool, Errno> {
        let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        let start = records.len();
        while records.len() - start < room {
            match stream.read() {
                None => break,
                Some(Ok(entry)) => {
                    let kind = match entry.file_type() {
                        FileType::RegularFile => kind::FILE,
                        FileType::Directory => kind::DIR,
                        FileType::Symlink => kind::SYMLINK,
                        FileType::Fifo => kind::FIFO,
                        FileType::Socket => kind::SOCKET,
                        FileType::CharacterDevice => kind::CHAR,
                        FileType::BlockDevice => kind::BLOCK,
                        FileType::Unknown => kind::UNKNOWN,
                    };
                    records.push(entry.file_name(), entry.ino(), kind);
                }
                // What was read comes first; the stream fails again next time.
                Some(Err(_)) if records.len() > start => break,
                Some(Err(error)) => return Err(error.into()),
            }
        }
        Ok(records.len() > start)
    }

    /// Back to the beginning.
    #[allow(clippy::unnecessary_wraps)] // Linux can fail here.
    pub fn rewind(&self) -> Result<(), Errno> {
        self.stream.lock().unwrap_or_else(PoisonError::into_inner).rewind();
        Ok(())
    }
}
