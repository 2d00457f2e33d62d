//! Pipes.

use crate::errno::Errno;
use crate::fd::OwnedFd;

/// A pipe: the end to read, the end to write. Close-on-exec.
#[cfg(not(apple))]
pub fn pipe() -> Result<(OwnedFd, OwnedFd), Errno> {
    pipe2(libc::O_CLOEXEC)
}

/// A pipe: the end to read, the end to write. Close-on-exec.
#[cfg(apple)]
pub fn pipe() -> Result<(OwnedFd, OwnedFd), Errno> {
    let (read, write) = rustix::pipe::pipe()?;
    super::set_inheritable((&read).into(), false)?;
    super::set_inheritable((&write).into(), false)?;
    Ok((read, write))
}

/// `pipe2(2)`. Close-on-exec only if the flags say so.
#[cfg(not(apple))]
pub fn pipe2(flags: i32) -> Result<(OwnedFd, OwnedFd), Errno> {
    Ok(rustix::pipe::pipe_with(rustix::pipe::PipeFlags::from_bits_retain(flags as _))?)
}
