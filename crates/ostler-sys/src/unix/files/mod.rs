//! Files and directories.

mod access;
mod cwd;
mod dirs;
mod links;
mod mode;
mod nodes;
mod owner;
mod path;
mod rename;
mod size;
mod stat;
mod statvfs;
mod support;
mod times;

pub use access::*;
pub use cwd::*;
pub use dirs::*;
pub use links::*;
pub use mode::*;
pub use nodes::*;
pub use owner::*;
pub use path::*;
pub use rename::*;
pub use size::*;
pub use stat::*;
pub use statvfs::*;
pub use support::*;
pub use times::*;

pub use libc::{AT_SYMLINK_NOFOLLOW, O_DIRECTORY, O_NOFOLLOW};

#[cfg(linux_kernel)]
pub use super::super::linux::beneath::open_beneath;
#[cfg(linux_kernel)]
pub use libc::{AT_EMPTY_PATH, O_PATH};

/// There is no such descriptor here; only `open_beneath` asks for it.
#[cfg(not(linux_kernel))]
pub const O_PATH: i32 = 0;

/// There is no such flag here; only what `open_beneath` opened is named by it.
#[cfg(not(linux_kernel))]
pub const AT_EMPTY_PATH: i32 = 0;

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
