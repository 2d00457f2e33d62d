//! What a process descriptor tells of its process.

use std::os::fd::AsRawFd as _;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};

use crate::errno::{self, Errno};
use crate::fd::BorrowedFd;
use crate::linux::epoll::timespec;

/// The inode number of a process descriptor, which no other process has until the next boot: `None` where all process
/// descriptors share one (before Linux 6.9).
pub fn inode(pidfd: BorrowedFd<'_>) -> Result<Option<u64>, Errno> {
    /// "PIDF"
    const PIDFS_MAGIC: u64 = 0x5049_4446;
    let system = rustix::fs::fstatfs(pidfd)?;
    if system.f_type as u64 != PIDFS_MAGIC {
        return Ok(None);
    }
    Ok(Some(rustix::fs::fstat(pidfd)?.st_ino))
}

/// The same, where it is known that process descriptors have numbers of their own.
pub fn own_inode(pidfd: BorrowedFd<'_>) -> Result<u64, Errno> {
    Ok(rustix::fs::fstat(pidfd)?.st_ino)
}

/// What `ioctl(PIDFD_GET_INFO)` answers: `struct pidfd_info` in its first version.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Info {
    /// Which of the following are filled in.
    pub mask: u64,
    /// The id of the control group.
    pub cgroupid: u64,
    pub pid: u32,
    pub tgid: u32,
    pub ppid: u32,
    pub ruid: u32,
    pub rgid: u32,
    pub euid: u32,
    pub egid: u32,
    pub suid: u32,
    pub sgid: u32,
    pub fsuid: u32,
    pub fsgid: u32,
    /// As `wait(2)` has it.
    pub exit_code: i32,
}

const _: () = assert!(size_of::<Info>() == 64, "the kernel tells versions apart by their size");

impl Info {
    /// The process's numbers.
    pub const PID: u64 = 1 << 0;
    /// The user and group ids.
    pub const CREDS: u64 = 1 << 1;
    /// The control group.
    pub const CGROUPID: u64 = 1 << 2;
    /// How the process ended.
    pub const EXIT: u64 = 1 << 3;
}

/// `ioctl(PIDFD_GET_INFO)`, since Linux 6.13. `ESRCH` once the process has been collected; unless `EXIT` (since 6.15) is
/// among what is wanted.
pub fn info(pidfd: BorrowedFd<'_>, wanted: u64) -> Result<Info, Errno> {
    /// `_IOWR(0xff, 11, struct pidfd_info)`
    const PIDFD_GET_INFO: u32 = 3 << 30 | (size_of::<Info>() as u32) << 16 | 0xff << 8 | 0xb;
    let mut info = Info { mask: wanted, ..Info::default() };
    // SAFETY: the request's number says how long the structure is, which is writable.
    let answer = unsafe { libc::ioctl(pidfd.as_raw_fd(), PIDFD_GET_INFO as _, &raw mut info) };
    match crate::check(answer) {
        Ok(_) => Ok(info),
        // A kernel without the request, and one whose descriptors are anonymous.
        Err(errno::ENOTTY | errno::EINVAL) => Err(errno::ENOSYS),
        Err(errno) => Err(errno),
    }
}

/// Whether the process still has its number: it runs, or is a zombie.
pub fn is_there(pidfd: BorrowedFd<'_>) -> Result<bool, Errno> {
    match crate::linux::pidfd::pidfd_send_signal(pidfd.into(), 0, 0) {
        // Whoever may not send a signal is told so of a process that is there.
        Ok(()) | Err(errno::EPERM) => Ok(true),
        Err(errno::ESRCH) => Ok(false),
        Err(errno) => Err(errno),
    }
}

/// Whether the process has ended, all its threads with it: it is a zombie, or has been collected. `poll(2)`; waits that
/// long for it, for ever without a timeout.
pub fn has_ended(pidfd: BorrowedFd<'_>, timeout: Option<Duration>) -> Result<bool, Errno> {
    let timeout = timeout.map(timespec);
    Ok(poll(&mut [PollFd::new(&pidfd, PollFlags::IN)], timeout.as_ref())? != 0)
}
