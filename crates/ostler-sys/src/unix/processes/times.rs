//! How long processes have worked.

use std::mem::MaybeUninit;

use crate::errno::{self, Errno};

pub use crate::ticks::Times;

/// `times(2)`, and `sysconf(_SC_CLK_TCK)` to read it by.
pub fn times() -> Result<Times, Errno> {
    let mut times = MaybeUninit::<libc::tms>::uninit();
    // SAFETY: the structure is writable.
    let elapsed = unsafe { libc::times(times.as_mut_ptr()) };
    if elapsed as i64 == -1 {
        return Err(Errno::last());
    }
    // SAFETY: a call that did not fail has filled it.
    let times = unsafe { times.assume_init() };
    // SAFETY: no preconditions.
    let ticks_per_second = unsafe { libc::sysconf(libc::_SC_CLK_TCK) };
    if ticks_per_second < 1 {
        return Err(errno::EINVAL);
    }
    Ok(Times {
        user: times.tms_utime as i64,
        system: times.tms_stime as i64,
        children_user: times.tms_cutime as i64,
        children_system: times.tms_cstime as i64,
        elapsed: elapsed as i64,
        ticks_per_second: ticks_per_second as i64,
    })
}
