//! Policy and priority of a thread or process.

use std::time::Duration;

use ostler_sys as sys;

use super::SchedPolicy;
use crate::errno;
use crate::error::{Error, Result};
use crate::host::retry;

/// What is to be set about a policy: `os.sched_param`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[doc(alias = "sched_param")]
pub struct SchedParam {
    /// The priority: 0 for the ordinary policies; for those of real time more is more urgent.
    pub sched_priority: i32,
}

impl SchedParam {
    /// A priority.
    pub const fn new(sched_priority: i32) -> Self {
        Self { sched_priority }
    }
}

/// Sets policy and priority: `os.sched_setscheduler(pid, policy, param)`, `sched_setscheduler(2)`.
///
/// `pid` is a thread's id, or a process's for its first thread; 0 is the calling thread.
///
/// # Errors
///
/// `PermissionDenied` for another user's process, or for real time without the right to it; `ProcessLookup` where there
/// is no such thread; `EINVAL` for a priority the policy does not have.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os::{self, SchedParam};
/// os::sched_setscheduler(0, os::SCHED_BATCH, SchedParam::default())?;
/// assert_eq!(os::sched_getscheduler(0)?, os::SCHED_BATCH);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn sched_setscheduler(pid: i32, policy: SchedPolicy, param: SchedParam) -> Result<()> {
    let priority = param.sched_priority;
    Ok(retry(|| sys::scheduler::sched_setscheduler(pid, policy.raw(), priority))?)
}

/// The policy of a thread or process: `os.sched_getscheduler(pid)`, `sched_getscheduler(2)`.
///
/// [`SCHED_RESET_ON_FORK`](super::SCHED_RESET_ON_FORK) is in it where it was set.
///
/// # Errors
///
/// `ProcessLookup` where there is no such thread; `EINVAL` for a negative number.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os;
/// println!("{:?}", os::sched_getscheduler(0)?);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn sched_getscheduler(pid: i32) -> Result<SchedPolicy> {
    Ok(SchedPolicy::from_raw(retry(|| sys::scheduler::sched_getscheduler(pid))?))
}

/// Sets the priority within the policy: `os.sched_setparam(pid, param)`, `sched_setparam(2)`.
///
/// # Errors
///
/// As [`sched_setscheduler`].
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os;
/// os::sched_setparam(0, os::sched_getparam(0)?)?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn sched_setparam(pid: i32, param: SchedParam) -> Result<()> {
    Ok(retry(|| sys::scheduler::sched_setparam(pid, param.sched_priority))?)
}

/// The priority within the policy: `os.sched_getparam(pid)`, `sched_getparam(2)`.
///
/// # Errors
///
/// As [`sched_getscheduler`].
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os::{self, SchedParam};
/// assert_eq!(os::sched_getparam(0)?, SchedParam::new(0));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn sched_getparam(pid: i32) -> Result<SchedParam> {
    Ok(SchedParam::new(retry(|| sys::scheduler::sched_getparam(pid))?))
}

/// How long a turn is: `os.sched_rr_get_interval(pid)`, `sched_rr_get_interval(2)`.
///
/// The reference gives seconds, as a float: [`Duration::as_secs_f64`].
///
/// # Errors
///
/// As [`sched_getscheduler`].
///
/// # Platforms
///
/// Linux.
///
/// ```
/// let turn = ostler::os::sched_rr_get_interval(0)?;
/// println!("{} ms", turn.as_millis());
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn sched_rr_get_interval(pid: i32) -> Result<Duration> {
    let (seconds, nanoseconds) = retry(|| sys::scheduler::sched_rr_get_interval(pid))?;
    match (u64::try_from(seconds), u32::try_from(nanoseconds)) {
        (Ok(seconds), Ok(nanoseconds)) if nanoseconds < 1_000_000_000 => {
            Ok(Duration::new(seconds, nanoseconds))
        }
        _ => Err(Error::from_errno(errno::EOVERFLOW)),
    }
}
