//! Priorities, limits and processor time of other processes.

use crate::check;
use crate::errno::Errno;

/// `setpriority(2)` of a process.
pub fn set_nice(pid: i32, nice: i32) -> Result<(), Errno> {
    // SAFETY: numbers only; the kernel judges them.
    check(unsafe { libc::setpriority(libc::PRIO_PROCESS as _, pid as _, nice) }).map(drop)
}

const IOPRIO_WHO_PROCESS: i32 = 1;

/// `ioprio_get(2)` of a process.
pub fn ioprio(pid: i32) -> Result<i32, Errno> {
    // SAFETY: numbers only.
    check(unsafe { libc::syscall(libc::SYS_ioprio_get, IOPRIO_WHO_PROCESS, pid) } as i32)
}

/// `ioprio_set(2)` of a process.
pub fn set_ioprio(pid: i32, priority: i32) -> Result<(), Errno> {
    // SAFETY: numbers only.
    check(unsafe { libc::syscall(libc::SYS_ioprio_set, IOPRIO_WHO_PROCESS, pid, priority) } as i32)
        .map(drop)
}

/// `prlimit(2)`: the limits there were, soft and hard; those that are given are set.
pub fn prlimit(pid: i32, resource: i32, new: Option<(u64, u64)>) -> Result<(u64, u64), Errno> {
    let new = new.map(|(soft, hard)| libc::rlimit64 { rlim_cur: soft, rlim_max: hard });
    let mut old = libc::rlimit64 { rlim_cur: 0, rlim_max: 0 };
    let new = new.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
    // SAFETY: one structure is readable or null, the other writable.
    check(unsafe { libc::prlimit64(pid, resource as _, new, &raw mut old) })?;
    Ok((old.rlim_cur, old.rlim_max))
}

/// `clock_gettime(2)` of a process's processor time, all its threads together: seconds and nanoseconds.
///
/// Finer than the ticks of `stat`, and open to everybody. `EINVAL` if there is no such process.
pub fn cpu_clock(pid: i32) -> Result<(i64, u32), Errno> {
    /// `CPUCLOCK_SCHED`: time on a processor, in whatever mode.
    const SCHED: i32 = 2;
    crate::clock::clock_gettime(!pid << 3 | SCHED)
}
