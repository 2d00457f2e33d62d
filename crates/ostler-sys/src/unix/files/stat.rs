//! The status of files.

use std::ffi::CStr;

use rustix::fs::AtFlags;

use crate::errno::Errno;
use crate::fd::Fd;
use crate::{borrow, borrow_dir};

/// The structure the kernel fills.
pub use rustix::fs::Stat;

pub use crate::stamp::Stamp;

/// `fstatat(2)`
#[inline]
pub fn fstatat(dir: Fd<'_>, path: &CStr, flags: i32) -> Result<Stat, Errno> {
    Ok(rustix::fs::statat(borrow_dir(dir), path, AtFlags::from_bits_retain(flags as _))?)
}

/// The part of `st_mode` that says what kind of thing a path leads to.
pub fn file_type(dir: Fd<'_>, path: &CStr, flags: i32) -> Result<u32, Errno> {
    Ok(fstatat(dir, path, flags)?.st_mode as u32 & libc::S_IFMT as u32)
}

/// `fstat(2)`
#[inline]
pub fn fstat(fd: Fd<'_>) -> Result<Stat, Errno> {
    Ok(rustix::fs::fstat(borrow(fd)?)?)
}

macro_rules! stamps {
    ($($(#[$on:meta])* $name:ident = $sec:ident, $nsec:ident;)*) => {
        $(
            $(#[$on])*
            #[inline]
            pub fn $name(stat: &Stat) -> Stamp {
                Stamp { sec: stat.$sec as i64, nsec: stat.$nsec as u32 }
            }
        )*
    };
}

stamps! {
    accessed = st_atime, st_atime_nsec;
    modified = st_mtime, st_mtime_nsec;
    changed = st_ctime, st_ctime_nsec;
    #[cfg(any(apple, target_os = "freebsd"))]
    born = st_birthtime, st_birthtime_nsec;
}
