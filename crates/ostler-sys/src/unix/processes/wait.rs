//! Waiting for children.

use std::mem::MaybeUninit;

use crate::check;
use crate::errno::Errno;

/// `waitpid(2)`: a process id and its wait status; zeros if `WNOHANG` found nothing to tell.
#[inline]
pub fn waitpid(pid: i32, options: i32) -> Result<(i32, i32), Errno> {
    let mut status = 0;
    // SAFETY: the status is writable.
    let pid = check(unsafe { libc::waitpid(pid, &raw mut status, options) })?;
    Ok((pid, status))
}

/// `wait4(2)`: the same, and what the child used.
pub fn wait4(pid: i32, options: i32) -> Result<(i32, i32, libc::rusage), Errno> {
    let mut status = 0;
    // Nothing is written where `WNOHANG` finds nothing to tell.
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: the status and the structure are writable.
    let pid = check(unsafe { libc::wait4(pid, &raw mut status, options, usage.as_mut_ptr()) })?;
    // SAFETY: numbers, zero at the least.
    Ok((pid, status, unsafe { usage.assume_init() }))
}

/// What `waitid(2)` tells of a child.
#[derive(Clone, Copy, Debug)]
pub struct ChildInfo {
    pub pid: i32,
    pub uid: u32,
    pub signo: i32,
    pub status: i32,
    pub code: i32,
}

/// `waitid(2)`: `None` if `WNOHANG` found nothing to tell.
pub fn waitid(idtype: u32, id: u32, options: i32) -> Result<Option<ChildInfo>, Errno> {
    // The kernel leaves it alone where `WNOHANG` finds nothing to tell.
    let mut info = MaybeUninit::<libc::siginfo_t>::zeroed();
    // SAFETY: the structure is writable; an unknown kind of id is refused.
    check(unsafe { libc::waitid(idtype as _, id as _, info.as_mut_ptr(), options) })?;
    // SAFETY: numbers, zero at the least, or what the kernel says of a child.
    let (info, pid, uid, status) = unsafe {
        let info = info.assume_init();
        (info, info.si_pid(), info.si_uid(), info.si_status())
    };
    let child = ChildInfo { pid, uid, signo: info.si_signo, status, code: info.si_code };
    Ok((pid != 0).then_some(child))
}
