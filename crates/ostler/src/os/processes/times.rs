//! How long this process has worked.

use std::time::Duration;

use ostler_sys as sys;

use crate::error::Result;
use crate::host::retry;

/// What [`times`] tells, in seconds.
#[derive(Clone, Copy, PartialEq, Debug)]
#[doc(alias = "times_result")]
pub struct TimesResult {
    /// Work in the program.
    pub user: f64,
    /// Work in the system on the program's behalf.
    pub system: f64,
    /// [`user`](Self::user) of the children that were waited for, and theirs.
    pub children_user: f64,
    /// [`system`](Self::system) of the children that were waited for, and theirs.
    pub children_system: f64,
    /// Time that has passed since a point in the past, always the same one.
    pub elapsed: f64,
}

impl TimesResult {
    /// [`user`](Self::user).
    pub fn user_time(&self) -> Duration {
        duration(self.user)
    }

    /// [`system`](Self::system).
    pub fn system_time(&self) -> Duration {
        duration(self.system)
    }

    /// [`children_user`](Self::children_user).
    pub fn children_user_time(&self) -> Duration {
        duration(self.children_user)
    }

    /// [`children_system`](Self::children_system).
    pub fn children_system_time(&self) -> Duration {
        duration(self.children_system)
    }

    /// [`elapsed`](Self::elapsed).
    pub fn elapsed_time(&self) -> Duration {
        duration(self.elapsed)
    }
}

/// A time before the point in the past is none.
fn duration(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or_default()
}

/// How long this process and its children have worked: `os.times()`, `times(2)`. Counted in ticks of the system, of which a
/// second has 100 or so.
///
/// Windows tells the process's own work only, `GetProcessTimes`: the rest is 0, as the reference has it.
///
/// # Errors
///
/// None that are known.
///
/// ```
/// use ostler::os;
/// let start = os::times()?;
/// let end = os::times()?;
/// assert!(end.elapsed_time() >= start.elapsed_time());
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn times() -> Result<TimesResult> {
    let times = retry(sys::processes::times)?;
    let seconds = |ticks: i64| ticks as f64 / times.ticks_per_second as f64;
    Ok(TimesResult {
        user: seconds(times.user),
        system: seconds(times.system),
        children_user: seconds(times.children_user),
        children_system: seconds(times.children_system),
        elapsed: seconds(times.elapsed),
    })
}
