//! Scheduling priorities ("niceness").

use ostler_sys::{self as sys, c};

use crate::error::Result;
use crate::host::retry;

codes! {
    /// Whose priority [`getpriority`] and [`setpriority`] are about.
    pub struct PriorityWhich: i32 {
        /// A process, by its id; 0 is this one.
        PRIO_PROCESS = c::PRIO_PROCESS;
        /// All processes of a process group; 0 is this process's.
        PRIO_PGRP = c::PRIO_PGRP;
        /// All processes of a user; 0 is this process's real user.
        PRIO_USER = c::PRIO_USER;
        /// A thread of this process; 0 is this one.
        #[cfg(apple)]
        PRIO_DARWIN_THREAD = c::PRIO_DARWIN_THREAD;
        /// A process, for the priorities [`PRIO_DARWIN_BG`] and [`PRIO_DARWIN_NONUI`].
        #[cfg(apple)]
        PRIO_DARWIN_PROCESS = c::PRIO_DARWIN_PROCESS;
    }
}

/// A priority for [`setpriority`]: in the background, throttled.
#[cfg(apple)]
pub const PRIO_DARWIN_BG: i32 = c::PRIO_DARWIN_BG;

/// A priority for [`setpriority`]: the process shows nothing to people.
#[cfg(apple)]
pub const PRIO_DARWIN_NONUI: i32 = c::PRIO_DARWIN_NONUI;

/// The priority of processes, from -20 (first) to 19 (last): `os.getpriority(which, who)`, `getpriority(2)`.
///
/// Of several processes, the highest that any of them has. To Linux each thread has a priority of its own: a `who` of 0
/// with [`PRIO_PROCESS`] is the calling thread, and the id of a process is its first thread.
///
/// # Errors
///
/// `ProcessLookup` where there is no such process, group or user; `EINVAL` for another `which`.
///
/// ```
/// use ostler::os;
/// assert!((-20..=19).contains(&os::getpriority(os::PRIO_PROCESS, 0)?));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn getpriority(which: PriorityWhich, who: u32) -> Result<i32> {
    Ok(retry(|| sys::params::getpriority(which.raw(), who))?)
}

/// Sets the priority of processes: `os.setpriority(which, who, priority)`, `setpriority(2)`.
///
/// A number beyond -20 or 19 is taken for the nearer of the two.
///
/// # Errors
///
/// `PermissionDenied` for other users' processes (`EPERM`), and for a better priority without the right to it
/// (`EACCES`); otherwise as [`getpriority`].
///
/// ```
/// use ostler::os;
/// let now = os::getpriority(os::PRIO_PROCESS, 0)?;
/// os::setpriority(os::PRIO_PROCESS, 0, now)?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn setpriority(which: PriorityWhich, who: u32, priority: i32) -> Result<()> {
    Ok(retry(|| sys::params::setpriority(which.raw(), who, priority))?)
}
