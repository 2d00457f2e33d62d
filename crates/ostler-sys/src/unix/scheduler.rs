//! The scheduler.

use crate::check;
use crate::errno::Errno;

/// `sched_get_priority_min(2)`
pub fn sched_get_priority_min(policy: i32) -> Result<i32, Errno> {
    // SAFETY: a plain number.
    check(unsafe { libc::sched_get_priority_min(policy) })
}

/// `sched_get_priority_max(2)`
pub fn sched_get_priority_max(policy: i32) -> Result<i32, Errno> {
    // SAFETY: a plain number.
    check(unsafe { libc::sched_get_priority_max(policy) })
}

/// `sched_yield(2)`
#[inline]
pub fn sched_yield() -> Result<(), Errno> {
    // SAFETY: no arguments.
    check(unsafe { libc::sched_yield() }).map(drop)
}

#[cfg(linux_kernel)]
pub use super::super::linux::scheduler::*;
