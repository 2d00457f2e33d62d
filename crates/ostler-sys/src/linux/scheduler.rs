//! The scheduler of one thread or process, and the processors it may use.
//!
//! System calls, not the C library's functions: musl's refuse to do what the kernel means by them.

use std::mem::{size_of_val, zeroed};

use libc::{c_int, c_long, sched_param, syscall};

use crate::check;
use crate::errno::Errno;

fn result(answer: c_long) -> Result<c_int, Errno> {
    // Every answer of these calls is a small number.
    check(answer as c_int)
}

/// The structure with a priority in it; some C libraries have more fields, which the kernel does not look at.
fn param(priority: i32) -> sched_param {
    // SAFETY: a structure of plain numbers.
    let mut param: sched_param = unsafe { zeroed() };
    param.sched_priority = priority;
    param
}

/// `sched_setscheduler(2)`
pub fn sched_setscheduler(pid: i32, policy: i32, priority: i32) -> Result<(), Errno> {
    let param = param(priority);
    // SAFETY: the structure lives through the call, which reads it.
    result(unsafe { syscall(libc::SYS_sched_setscheduler, pid, policy, &raw const param) })
        .map(drop)
}

/// `sched_getscheduler(2)`
pub fn sched_getscheduler(pid: i32) -> Result<i32, Errno> {
    // SAFETY: a plain number.
    result(unsafe { syscall(libc::SYS_sched_getscheduler, pid) })
}

/// `sched_setparam(2)`
pub fn sched_setparam(pid: i32, priority: i32) -> Result<(), Errno> {
    let param = param(priority);
    // SAFETY: the structure lives through the call, which reads it.
    result(unsafe { syscall(libc::SYS_sched_setparam, pid, &raw const param) }).map(drop)
}

/// `sched_getparam(2)`: the priority.
pub fn sched_getparam(pid: i32) -> Result<i32, Errno> {
    let mut param = param(0);
    // SAFETY: the structure is as large as the kernel's or larger.
    result(unsafe { syscall(libc::SYS_sched_getparam, pid, &raw mut param) })?;
    Ok(param.sched_priority)
}

/// `sched_rr_get_interval(2)`: seconds and nanoseconds.
pub fn sched_rr_get_interval(pid: i32) -> Result<(i64, i64), Errno> {
    // SAFETY: a structure of plain numbers.
    let mut interval: libc::timespec = unsafe { zeroed() };
    // SAFETY: the structure is the C library's, which fills it.
    check(unsafe { libc::sched_rr_get_interval(pid, &raw mut interval) })?;
    Ok((interval.tv_sec as i64, interval.tv_nsec as i64))
}

/// `sched_setaffinity(2)`: bit n of the words together is processor n.
pub fn sched_setaffinity(pid: i32, words: &[usize]) -> Result<(), Errno> {
    // SAFETY: the words are as long as is said, and are read.
    result(unsafe { syscall(libc::SYS_sched_setaffinity, pid, size_of_val(words), words.as_ptr()) })
        .map(drop)
}

/// `sched_getaffinity(2)`: how many bytes were written. `EINVAL` where the system has more processors than bits.
pub fn sched_getaffinity(pid: i32, words: &mut [usize]) -> Result<usize, Errno> {
    // SAFETY: the words are as long as is said.
    let bytes = result(unsafe {
        syscall(libc::SYS_sched_getaffinity, pid, size_of_val(words), words.as_mut_ptr())
    })?;
    Ok(bytes as usize)
}
