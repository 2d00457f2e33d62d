//! Waiting for time to pass.

use std::time::Duration;

use ostler_sys as sys;

use crate::audit::{Arg, events};
use crate::error::{Error, Result};
use crate::host::{Host, Native};
use crate::time::rounding::{BILLION, Rounding};
use crate::time::{monotonic_ns, seconds};

/// Stops the calling thread for some seconds: `time.sleep(seconds)`, `clock_nanosleep(2)`; on Windows a waitable timer of
/// high resolution, and for no time at all `Sleep(0)`.
///
/// The time is rounded up to nanoseconds. It ends at a moment of the monotonic clock that is settled at the start: setting
/// the time of day does not change it, and after a signal the rest is waited for, without drift.
///
/// # Errors
///
/// `Value` for a time below 0 or one that is not a number, `Overflow` for one of 292 years and more.
///
/// # Audit
///
/// `time.sleep` with `seconds`.
///
/// ```
/// use ostler::time;
/// let begin = time::monotonic();
/// time::sleep(0.01)?;
/// assert!(time::monotonic() - begin >= 0.01);
/// assert_eq!(time::sleep(-1.0).unwrap_err().to_string(), "sleep length must be non-negative");
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn sleep(seconds: f64) -> Result<()> {
    Native.raise(events::Sleep { seconds: Arg::Float(seconds) })?;
    pause(&mut Native, Rounding::Up.nanoseconds(seconds)?)
}

/// [`sleep`] for some nanoseconds.
///
/// # Errors
///
/// `Value` for a time below 0.
///
/// # Audit
///
/// As [`sleep`].
///
/// ```
/// ostler::time::sleep_ns(1_000)?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn sleep_ns(ns: i64) -> Result<()> {
    Native.raise(events::Sleep { seconds: Arg::Float(seconds(ns)) })?;
    pause(&mut Native, ns)
}

/// [`sleep`] in the standard library's type.
///
/// # Errors
///
/// `Overflow` for 292 years and more.
///
/// # Audit
///
/// As [`sleep`].
///
/// ```
/// ostler::time::sleep_for(std::time::Duration::from_micros(10))?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn sleep_for(duration: Duration) -> Result<()> {
    let ns = i64::try_from(duration.as_nanos())
        .map_err(|_| Error::overflow("timestamp too large to convert to C PyTime_t"))?;
    sleep_ns(ns)
}

/// Sleeps on behalf of whoever: the event has been raised.
#[doc(hidden)]
pub fn pause(host: &mut impl Host, ns: i64) -> Result<()> {
    if ns < 0 {
        return Err(Error::value("sleep length must be non-negative"));
    }
    let deadline = monotonic_ns().saturating_add(ns);
    let (sec, nsec) = (deadline.div_euclid(BILLION), deadline.rem_euclid(BILLION) as u32);
    host.retry(|| sys::time::sleep_until(sec, nsec))
}
