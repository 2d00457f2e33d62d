//! The current directory and the root.

use std::ffi::{CStr, OsString};
use std::os::unix::ffi::OsStringExt as _;

use crate::borrow;
use crate::errno::{self, Errno};
use crate::fd::Fd;

/// `chdir(2)`
pub fn chdir(path: &CStr) -> Result<(), Errno> {
    Ok(rustix::process::chdir(path)?)
}

/// `fchdir(2)`
pub fn fchdir(fd: Fd<'_>) -> Result<(), Errno> {
    Ok(rustix::process::fchdir(borrow(fd)?)?)
}

/// `chroot(2)`
pub fn chroot(path: &CStr) -> Result<(), Errno> {
    Ok(rustix::process::chroot(path)?)
}

/// `getcwd(3)`. The C library's, which finds directories that are deeper than the kernel cares to name.
pub fn getcwd() -> Result<OsString, Errno> {
    let mut name = vec![0_u8; 512];
    loop {
        // SAFETY: the buffer is writable for the length given.
        let found = unsafe { libc::getcwd(name.as_mut_ptr().cast(), name.len()) };
        if !found.is_null() {
            let len = name.iter().position(|&byte| byte == 0).unwrap_or(name.len());
            name.truncate(len);
            return Ok(OsString::from_vec(name));
        }
        match Errno::last() {
            errno::ERANGE => name.resize(name.len() * 2, 0),
            errno => return Err(errno),
        }
    }
}
