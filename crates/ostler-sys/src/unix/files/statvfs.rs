//! The status of file systems.

use std::ffi::CStr;

use crate::borrow;
use crate::errno::Errno;
use crate::fd::Fd;

/// The structure of `statvfs(3)`, with numbers of one width everywhere.
pub use rustix::fs::StatVfs;

/// `statvfs(3)`
pub fn statvfs(path: &CStr) -> Result<StatVfs, Errno> {
    Ok(rustix::fs::statvfs(path)?)
}

/// `fstatvfs(3)`
pub fn fstatvfs(fd: Fd<'_>) -> Result<StatVfs, Errno> {
    Ok(rustix::fs::fstatvfs(borrow(fd)?)?)
}

/// The flags, without the bit by which Linux says that they are valid (`ST_VALID`).
pub fn mount_flags(stat: &StatVfs) -> u64 {
    const VALID: u64 = if cfg!(linux_kernel) { 0x20 } else { 0 };
    stat.f_flag.bits() as u64 & !VALID
}

/// Mount flags. Linux's are those of the GNU C library, numbers of the kernel's; not every C library declares them all.
pub mod mount {
    pub const ST_RDONLY: u64 = libc::ST_RDONLY as u64;
    pub const ST_NOSUID: u64 = libc::ST_NOSUID as u64;

    #[cfg(linux_kernel)]
    mod linux {
        pub const ST_NODEV: u64 = 0x4;
        pub const ST_NOEXEC: u64 = 0x8;
        pub const ST_SYNCHRONOUS: u64 = 0x10;
        pub const ST_MANDLOCK: u64 = 0x40;
        pub const ST_WRITE: u64 = 0x80;
        pub const ST_APPEND: u64 = 0x100;
        pub const ST_IMMUTABLE: u64 = 0x200;
        pub const ST_NOATIME: u64 = 0x400;
        pub const ST_NODIRATIME: u64 = 0x800;
        pub const ST_RELATIME: u64 = 0x1000;
    }

    #[cfg(linux_kernel)]
    pub use linux::*;
}
