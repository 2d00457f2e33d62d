//! What the clocks are like.

use crate::error::{Error, Result};
use crate::time::{
    CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_REALTIME, CLOCK_THREAD_CPUTIME_ID,
    clock_getres,
};

/// What a clock is like: the answer of [`get_clock_info`].
#[derive(Clone, Copy, PartialEq, Debug)]
#[non_exhaustive]
pub struct ClockInfo {
    /// Whether it can be set, so that it jumps. Steering it faster or slower does not count.
    pub adjustable: bool,
    /// The C function behind it: `clock_gettime(CLOCK_MONOTONIC)`.
    pub implementation: &'static str,
    /// Whether it never goes back.
    pub monotonic: bool,
    /// The smallest step, in seconds.
    pub resolution: f64,
}

/// What a clock is like: `time.get_clock_info(name)`. The names are those of functions: `monotonic`, `perf_counter`,
/// `process_time`, `thread_time`, `time`.
///
/// # Errors
///
/// `Value` for another name.
///
/// ```
/// let info = ostler::time::get_clock_info("monotonic")?;
/// assert!(info.monotonic && !info.adjustable && info.resolution <= 0.01);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn get_clock_info(name: &str) -> Result<ClockInfo> {
    let (clock, implementation) = match name {
        "time" => (CLOCK_REALTIME, "clock_gettime(CLOCK_REALTIME)"),
        "monotonic" | "perf_counter" => (CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)"),
        "process_time" => (CLOCK_PROCESS_CPUTIME_ID, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)"),
        "thread_time" => (CLOCK_THREAD_CPUTIME_ID, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)"),
        _ => return Err(Error::value("unknown clock")),
    };
    let adjustable = clock == CLOCK_REALTIME;
    let resolution = clock_getres(clock)?;
    Ok(ClockInfo { adjustable, implementation, monotonic: !adjustable, resolution })
}
