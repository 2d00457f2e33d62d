//! Scheduling priorities ("niceness").

use crate::errno::Errno;
use crate::{check, check_answer};

/// `getpriority(2)`
pub fn getpriority(which: i32, who: u32) -> Result<i32, Errno> {
    // SAFETY: plain numbers.
    let answer = check_answer(|| unsafe { libc::getpriority(which as _, who as _) })?;
    // A niceness of -1 is as good as any.
    Ok(answer.unwrap_or(-1))
}

/// `setpriority(2)`
pub fn setpriority(which: i32, who: u32, priority: i32) -> Result<(), Errno> {
    // SAFETY: plain numbers.
    check(unsafe { libc::setpriority(which as _, who as _, priority) }).map(drop)
}
