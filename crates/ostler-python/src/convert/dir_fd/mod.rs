//! The directory that a relative path starts from: `dir_fd`.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(crate) use unix::{AnyDirFd, DirFd};
#[cfg(windows)]
pub(crate) use windows::{AnyDirFd, DirFd};
