//! Processes, process groups, sessions.

use crate::check;
use crate::errno::Errno;

/// `getpid(2)`
#[inline]
pub fn getpid() -> i32 {
    rustix::process::getpid().as_raw_pid()
}

/// `getppid(2)`; 0 for a parent outside the pid namespace.
#[inline]
pub fn getppid() -> i32 {
    rustix::process::Pid::as_raw(rustix::process::getppid())
}

/// `getpgrp(2)`; 0 for a group whose leader is outside of the PID namespace, for which rustix has no place.
#[inline]
pub fn getpgrp() -> i32 {
    // SAFETY: no arguments.
    unsafe { libc::getpgrp() }
}

/// `getpgid(2)`
pub fn getpgid(pid: i32) -> Result<i32, Errno> {
    // SAFETY: a plain number.
    check(unsafe { libc::getpgid(pid) })
}

/// `setpgid(2)`
pub fn setpgid(pid: i32, group: i32) -> Result<(), Errno> {
    // SAFETY: plain numbers.
    check(unsafe { libc::setpgid(pid, group) }).map(drop)
}

/// `getsid(2)`
pub fn getsid(pid: i32) -> Result<i32, Errno> {
    // SAFETY: a plain number.
    check(unsafe { libc::getsid(pid) })
}

/// `setsid(2)`
pub fn setsid() -> Result<i32, Errno> {
    // SAFETY: no arguments.
    check(unsafe { libc::setsid() })
}

/// `umask(2)`
#[inline]
pub fn umask(mask: u32) -> u32 {
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(mask as _)).as_raw_mode() as u32
}
