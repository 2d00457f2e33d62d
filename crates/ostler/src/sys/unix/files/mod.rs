//! Files and directories.

mod dirs;
mod stat;

pub use dirs::*;
pub use stat::*;

pub use libc::{AT_SYMLINK_NOFOLLOW, O_DIRECTORY, O_NOFOLLOW};

#[cfg(linux_kernel)]
pub use super::super::linux::beneath::open_beneath;
#[cfg(linux_kernel)]
pub use libc::O_PATH;

/// There is no such descriptor here; only `open_beneath` asks for it.
#[cfg(not(linux_kernel))]
pub const O_PATH: i32 = 0;

/// No call of this system keeps a path beneath a directory.
#[cfg(not(linux_kernel))]
pub fn open_beneath(
    _dir: crate::fd::Fd<'_>,
    _path: &std::ffi::CStr,
    _flags: i32,
    _mode: u32,
) -> Result<crate::fd::OwnedFd, crate::errno::Errno> {
    Err(crate::errno::ENOSYS)
}
