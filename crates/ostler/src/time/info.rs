//! What the clocks are like.

use crate::error::{Error, Result};
use crate::time::source;

/// What a clock is like: the answer of [`get_clock_info`].
#[derive(Clone, Copy, PartialEq, Debug)]
#[non_exhaustive]
pub struct ClockInfo {
    /// Whether it can be set, so that it jumps. Steering it faster or slower does not count.
    pub adjustable: bool,
    /// The function behind it: `clock_gettime(CLOCK_MONOTONIC)`; on Windows `QueryPerformanceCounter()`.
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
    let source::Info { implementation, resolution } =
        source::info(name).ok_or_else(|| Error::value("unknown clock"))??;
    let adjustable = name == "time";
    Ok(ClockInfo { adjustable, implementation, monotonic: !adjustable, resolution })
}
