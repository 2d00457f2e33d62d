//! Interface to the scheduler.

#[cfg(linux_kernel)]
mod affinity;
#[cfg(linux_kernel)]
mod policy;

#[cfg(linux_kernel)]
pub use affinity::*;
#[cfg(linux_kernel)]
pub use policy::*;

use ostler_sys as sys;
#[cfg(not(apple))]
use ostler_sys::c;

use crate::error::Result;
use crate::host::retry;

codes! {
    /// How the scheduler treats a thread.
    ///
    /// On Linux a policy can have [`SCHED_RESET_ON_FORK`] in it: `SCHED_FIFO | SCHED_RESET_ON_FORK`.
    pub struct SchedPolicy: i32 {
        /// The ordinary one, by turns and niceness.
        SCHED_OTHER = OTHER;
        /// Real time: runs until it waits or something more urgent comes.
        SCHED_FIFO = FIFO;
        /// Real time, by turns among equals.
        SCHED_RR = RR;
        /// Another name of [`SCHED_OTHER`].
        #[cfg(linux_kernel)]
        SCHED_NORMAL = OTHER;
        /// For work that uses the processor throughout and is nobody's to wait for.
        #[cfg(linux_kernel)]
        SCHED_BATCH = c::SCHED_BATCH;
        /// For what may run only when nothing else wants to.
        #[cfg(linux_kernel)]
        SCHED_IDLE = c::SCHED_IDLE;
        /// Real time by deadline. Its parameters are more than a [`SchedParam`] holds.
        #[cfg(linux_kernel)]
        SCHED_DEADLINE = c::SCHED_DEADLINE;
        /// Not a policy but a flag for any: children start with the ordinary policy.
        #[cfg(linux_kernel)]
        SCHED_RESET_ON_FORK = c::SCHED_RESET_ON_FORK;
    }
}

#[cfg(not(any(apple, target_os = "android")))]
const OTHER: i32 = c::SCHED_OTHER;
#[cfg(target_os = "android")]
const OTHER: i32 = c::SCHED_NORMAL;
#[cfg(not(apple))]
const FIFO: i32 = c::SCHED_FIFO;
#[cfg(not(apple))]
const RR: i32 = c::SCHED_RR;

/// As macOS numbers them; the `libc` crate does not say.
#[cfg(apple)]
const OTHER: i32 = 1;
#[cfg(apple)]
const RR: i32 = 2;
#[cfg(apple)]
const FIFO: i32 = 4;

/// A policy with a flag.
impl std::ops::BitOr for SchedPolicy {
    type Output = Self;

    fn bitor(self, flag: Self) -> Self {
        Self::from_raw(self.raw() | flag.raw())
    }
}

/// The lowest priority a policy has: `os.sched_get_priority_min(policy)`, `sched_get_priority_min(2)`.
///
/// # Errors
///
/// `EINVAL` for a policy the system does not have.
///
/// ```
/// use ostler::os;
/// assert!(os::sched_get_priority_min(os::SCHED_RR)? < os::sched_get_priority_max(os::SCHED_RR)?);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn sched_get_priority_min(policy: SchedPolicy) -> Result<i32> {
    Ok(retry(|| sys::scheduler::sched_get_priority_min(policy.raw()))?)
}

/// The highest priority a policy has: `os.sched_get_priority_max(policy)`, `sched_get_priority_max(2)`.
///
/// # Errors
///
/// As [`sched_get_priority_min`].
///
/// ```
/// use ostler::os;
/// assert!(os::sched_get_priority_max(os::SCHED_FIFO)? > 0);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn sched_get_priority_max(policy: SchedPolicy) -> Result<i32> {
    Ok(retry(|| sys::scheduler::sched_get_priority_max(policy.raw()))?)
}

/// Lets others run first: `os.sched_yield()`, `sched_yield(2)`.
///
/// # Errors
///
/// None that a system of today has.
///
/// ```
/// ostler::os::sched_yield()?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn sched_yield() -> Result<()> {
    Ok(retry(sys::scheduler::sched_yield)?)
}
