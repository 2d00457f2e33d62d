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
    stream: Mutex<Stream>,
}

#[derive(Debug)]
struct Stream {
    entries: rustix::fs::Dir,
    /// An error that came after entries which were to be handed out first. The stream does not say it twice.
    error: Option<Errno>,
}

impl Dir {
    /// Takes a descriptor over.
    pub fn from_fd(fd: OwnedFd) -> Result<Self, Errno> {
        let number = fd.as_raw_fd();
        let stream = Stream { entries: rustix::fs::Dir::new(fd)?, error: None };
        Ok(Self { number, stream: Mutex::new(stream) })
    }

    /// The descriptor.
    pub fn fd(&self) -> BorrowedFd<'_> {
        // SAFETY: the stream owns the descriptor and lives as long as `self`.
        unsafe { BorrowedFd::borrow_raw(self.number) }
    }

    /// Appends the next records, about `room` bytes of them. `false` at the end.
    pub fn read(&self, records: &mut Records, room: usize) -> Result<bool, Errno> {
        let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(error) = stream.error.take() {
            return Err(error);
        }
        let start = records.len();
        while records.len() - start < room {
            match stream.entries.read() {
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
                // What was read comes first.
                Some(Err(error)) if records.len() > start => {
                    stream.error = Some(error.into());
                    break;
                }
                Some(Err(error)) => return Err(error.into()),
            }
        }
        Ok(records.len() > start)
    }

    /// Back to the beginning.
    #[allow(clippy::unnecessary_wraps)] // Linux can fail here.
    pub fn rewind(&self) -> Result<(), Errno> {
        let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        stream.error = None;
        stream.entries.rewind();
        Ok(())
    }
}
