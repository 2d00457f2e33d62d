//! Setting times.

use std::ffi::CStr;

use rustix::fs::{AtFlags, Timespec, Timestamps};

use crate::errno::Errno;
use crate::fd::Fd;
use crate::{borrow, borrow_dir};

pub use crate::stamp::SetTime;

impl SetTime {
    fn timespec(self) -> Timespec {
        let (tv_sec, tv_nsec) = match self {
            Self::Now => (0, rustix::fs::UTIME_NOW as _),
            Self::Omit => (0, rustix::fs::UTIME_OMIT as _),
            Self::Stamp { sec, nsec } => (sec, nsec as _),
        };
        Timespec { tv_sec, tv_nsec }
    }
}

fn both(access: SetTime, modification: SetTime) -> Timestamps {
    Timestamps { last_access: access.timespec(), last_modification: modification.timespec() }
}

/// `utimensat(2)`
pub fn utimensat(
    dir: Fd<'_>,
    path: &CStr,
    access: SetTime,
    modification: SetTime,
    flags: i32,
) -> Result<(), Errno> {
    let flags = AtFlags::from_bits_retain(flags as _);
    Ok(rustix::fs::utimensat(borrow_dir(dir), path, &both(access, modification), flags)?)
}

/// `futimens(3)`
pub fn futimens(fd: Fd<'_>, access: SetTime, modification: SetTime) -> Result<(), Errno> {
    Ok(rustix::fs::futimens(borrow(fd)?, &both(access, modification))?)
}
