//! Pipes and devices in the file system.

use std::ffi::CStr;

use libc::dev_t;

use crate::check;
use crate::errno::Errno;
use crate::fd::Fd;

/// `mknodat(2)`. `EINVAL` for a device number the system's type cannot hold.
#[cfg(not(apple))]
pub fn mknodat(dir: Fd<'_>, path: &CStr, mode: u32, device: u64) -> Result<(), Errno> {
    let device = device_number(device)?;
    // SAFETY: a C string and numbers.
    check(unsafe { libc::mknodat(dir.raw(), path.as_ptr(), mode as _, device) }).map(drop)
}

/// `mkfifoat(3)`
#[cfg(not(apple))]
pub fn mkfifoat(dir: Fd<'_>, path: &CStr, mode: u32) -> Result<(), Errno> {
    // SAFETY: a C string and numbers.
    check(unsafe { c_mkfifoat(dir.raw(), path.as_ptr(), mode as _) }).map(drop)
}

/// `mknod(2)`: the systems this crate supports do not all have `mknodat`. `ENOSYS` for a directory.
#[cfg(apple)]
pub fn mknodat(dir: Fd<'_>, path: &CStr, mode: u32, device: u64) -> Result<(), Errno> {
    if dir != Fd::CWD {
        return Err(crate::errno::ENOSYS);
    }
    let device = device_number(device)?;
    // SAFETY: a C string and numbers.
    check(unsafe { libc::mknod(path.as_ptr(), mode as _, device) }).map(drop)
}

/// `mkfifo(2)`: the systems this crate supports do not all have `mkfifoat`. `ENOSYS` for a directory.
#[cfg(apple)]
pub fn mkfifoat(dir: Fd<'_>, path: &CStr, mode: u32) -> Result<(), Errno> {
    if dir != Fd::CWD {
        return Err(crate::errno::ENOSYS);
    }
    // SAFETY: a C string and a number.
    check(unsafe { libc::mkfifo(path.as_ptr(), mode as _) }).map(drop)
}

fn device_number(device: u64) -> Result<dev_t, Errno> {
    let number = device as dev_t;
    if number as u64 == device { Ok(number) } else { Err(crate::errno::EINVAL) }
}

/// `major(3)`
pub fn major(device: u64) -> u32 {
    libc::major(device as dev_t) as u32
}

/// `minor(3)`
pub fn minor(device: u64) -> u32 {
    libc::minor(device as dev_t) as u32
}

/// `makedev(3)`
pub fn makedev(major: u32, minor: u32) -> u64 {
    libc::makedev(major as _, minor as _) as u64
}

#[cfg(not(any(apple, target_os = "android")))]
use libc::mkfifoat as c_mkfifoat;

// The `libc` crate leaves it out for Android, whose library has it since version 6.
#[cfg(target_os = "android")]
unsafe extern "C" {
    #[link_name = "mkfifoat"]
    fn c_mkfifoat(dir: libc::c_int, path: *const libc::c_char, mode: libc::mode_t) -> libc::c_int;
}
