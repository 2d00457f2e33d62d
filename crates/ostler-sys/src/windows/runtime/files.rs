//! Locks and line ends.

use std::os::windows::io::AsRawHandle as _;

use windows_sys::Win32::Storage::FileSystem::{LockFile, UnlockFile};

use crate::errno::{self, Errno, WinError};
use crate::fd::Fd;
use crate::windows::{c, crt};
use crate::{check, check_win, descriptors, quietly};

/// What `_locking` does, but for its waiting and for the end of its world at 2 GiB: one attempt, from the offset on.
pub fn locking(fd: Fd<'_>, unlock: bool, nbytes: i32) -> Result<(), Errno> {
    let nbytes = u32::try_from(nbytes).map_err(|_| errno::EINVAL)?;
    let handle = descriptors::get_osfhandle(fd)?.as_raw_handle();
    let start = descriptors::lseek(fd, 0, c::SEEK_CUR)?;
    let call = if unlock { UnlockFile } else { LockFile };
    // SAFETY: the handle is open; the rest are numbers.
    let done = unsafe { call(handle, start as u32, (start >> 32) as u32, nbytes, 0) };
    check_win(done).map_err(WinError::errno)
}

/// `_setmode`: the mode there was.
pub fn setmode(fd: Fd<'_>, flags: i32) -> Result<i32, Errno> {
    // SAFETY: it takes numbers only.
    quietly(|| check(unsafe { crt::_setmode(fd.raw(), flags) }))
}
