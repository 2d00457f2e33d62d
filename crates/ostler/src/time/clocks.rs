//! What time it is, by this clock and that.

use crate::time::rounding::seconds;
use crate::time::source;

/// The time of day, in seconds since the start of 1970 (UTC): `time.time()`. Leap seconds are not counted.
///
/// A float has not room for the nanoseconds of our days; [`time_ns`] has, and so has [`std::time::SystemTime`].
///
/// ```
/// assert!(ostler::time::time() > 1.7e9);
/// ```
#[inline]
pub fn time() -> f64 {
    seconds(time_ns())
}

/// [`time()`] in nanoseconds: `time.time_ns()`.
///
/// ```
/// use std::time::SystemTime;
/// let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
/// assert!(ostler::time::time_ns() >= since.as_nanos() as i64);
/// # Ok::<(), std::time::SystemTimeError>(())
/// ```
#[inline]
pub fn time_ns() -> i64 {
    source::realtime()
}

/// The seconds since some moment in the past, by a clock that nobody sets: `time.monotonic()`. Only differences mean
/// something. It is the same clock for all processes.
///
/// ```
/// use ostler::time;
/// let before = time::monotonic();
/// assert!(time::monotonic() >= before);
/// ```
#[inline]
pub fn monotonic() -> f64 {
    seconds(monotonic_ns())
}

/// [`monotonic`] in nanoseconds: `time.monotonic_ns()`.
///
/// ```
/// assert!(ostler::time::monotonic_ns() > 0);
/// ```
#[inline]
pub fn monotonic_ns() -> i64 {
    source::monotonic()
}

/// The clock for measuring short times, in seconds: `time.perf_counter()`. It is that of [`monotonic`].
///
/// ```
/// use ostler::time;
/// let begin = time::perf_counter();
/// let took = time::perf_counter() - begin;
/// assert!(took >= 0.0);
/// ```
#[inline]
pub fn perf_counter() -> f64 {
    monotonic()
}

/// [`perf_counter`] in nanoseconds: `time.perf_counter_ns()`.
///
/// ```
/// assert!(ostler::time::perf_counter_ns() > 0);
/// ```
#[inline]
pub fn perf_counter_ns() -> i64 {
    monotonic_ns()
}

/// The processor time of this process, in user and kernel mode, in seconds: `time.process_time()`. It does not go on while
/// the process sleeps.
///
/// ```
/// assert!(ostler::time::process_time() >= 0.0);
/// ```
#[inline]
pub fn process_time() -> f64 {
    seconds(process_time_ns())
}

/// [`process_time`] in nanoseconds: `time.process_time_ns()`.
///
/// ```
/// assert!(ostler::time::process_time_ns() >= 0);
/// ```
#[inline]
pub fn process_time_ns() -> i64 {
    source::process_time()
}

/// The processor time of this thread, in user and kernel mode, in seconds: `time.thread_time()`.
///
/// ```
/// assert!(ostler::time::thread_time() <= ostler::time::process_time());
/// ```
#[inline]
pub fn thread_time() -> f64 {
    seconds(thread_time_ns())
}

/// [`thread_time`] in nanoseconds: `time.thread_time_ns()`.
///
/// ```
/// assert!(ostler::time::thread_time_ns() >= 0);
/// ```
#[inline]
pub fn thread_time_ns() -> i64 {
    source::thread_time()
}
