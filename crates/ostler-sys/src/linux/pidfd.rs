//! Process descriptors.

use std::os::fd::{AsRawFd as _, FromRawFd as _};

use crate::borrow;
use crate::errno::Errno;
use crate::fd::{Fd, OwnedFd};

/// `pidfd_open(2)`. Close-on-exec.
pub fn pidfd_open(pid: i32, flags: u32) -> Result<OwnedFd, Errno> {
    // SAFETY: numbers only; the kernel judges them.
    let fd = check(unsafe { libc::syscall(libc::SYS_pidfd_open, pid, flags) })?;
    // SAFETY: new, and nobody else's.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// `pidfd_send_signal(2)`, as `kill` would send it.
pub fn pidfd_send_signal(process: Fd<'_>, signal: i32, flags: u32) -> Result<(), Errno> {
    let process = borrow(process)?.as_raw_fd();
    let info = std::ptr::null::<libc::siginfo_t>();
    // SAFETY: no information is passed along, and numbers the kernel judges.
    check(unsafe { libc::syscall(libc::SYS_pidfd_send_signal, process, signal, info, flags) })
        .map(drop)
}

fn check(result: libc::c_long) -> Result<i32, Errno> {
    crate::check(result as i32)
}
