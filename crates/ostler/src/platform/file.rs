//! Reading files that this module looks into: regular ones, and none that would make it wait.

use std::path::Path;

use crate::errno::{self, Errno};
use crate::error::{Error, OrPath as _, Result};
use crate::fd::OwnedFd;
use crate::{os, stat};

/// Nothing waits for the other end of a pipe, and no terminal becomes this process's.
#[cfg(unix)]
const HOW: os::OpenFlags = os::O_RDONLY.union(os::O_NONBLOCK).union(os::O_NOCTTY);
#[cfg(windows)]
const HOW: os::OpenFlags = os::O_RDONLY.union(os::O_BINARY);

/// Opens a file to read. What is no regular file is refused, before anything waits for its other end.
pub(crate) fn open(path: &Path) -> Result<OwnedFd> {
    let file = os::open(path, HOW)?;
    let mode = os::stat(&file).or_path(path)?.st_mode();
    if stat::S_ISREG(mode) {
        Ok(file)
    } else if stat::S_ISDIR(mode) {
        Err(Error::from(errno::EISDIR).with_filename(path))
    } else {
        Err(Error::value("not a regular file").with_filename(path))
    }
}

/// Fills as much of a buffer as there is file for, from a place on.
pub(crate) fn read_at(file: &OwnedFd, buffer: &mut [u8], from: u64) -> Result<usize> {
    let mut done = 0;
    while let Some(rest) = buffer.get_mut(done..).filter(|rest| !rest.is_empty()) {
        let at = i64::try_from(from.saturating_add(done as u64)).unwrap_or(i64::MAX);
        match read_some(file, rest, at)? {
            0 => break,
            count => done += count,
        }
    }
    Ok(done)
}

#[cfg(unix)]
fn read_some(file: &OwnedFd, buffer: &mut [u8], at: i64) -> Result<usize> {
    os::preadv(file, &mut [std::io::IoSliceMut::new(buffer)], at)
}

/// The file is this module's alone, and so is the place in it.
#[cfg(windows)]
fn read_some(file: &OwnedFd, buffer: &mut [u8], at: i64) -> Result<usize> {
    os::lseek(file, at, os::SEEK_SET)?;
    os::readinto(file, buffer)
}

/// All of a file, which is not to be longer than `limit` bytes.
pub(crate) fn read(path: &Path, limit: usize) -> Result<Vec<u8>> {
    let file = open(path)?;
    let mut bytes = Vec::new();
    loop {
        match os::read(&file, 1 << 16).or_path(path)? {
            more if more.is_empty() => return Ok(bytes),
            more => bytes.extend_from_slice(&more),
        }
        if bytes.len() > limit {
            return Err(too_large(path));
        }
    }
}

fn too_large(path: &Path) -> Error {
    const TOO_LARGE: Errno = errno::EFBIG;
    Error::from(TOO_LARGE).with_filename(path)
}
