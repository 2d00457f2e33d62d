//! Time that passes, and processor time.

use std::time::{Duration, Instant};

use ostler::process::Value;
use ostler_capi::number;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use super::values;

type Object<'py> = Bound<'py, PyAny>;

/// Seconds on the clock that is never put right.
pub(super) fn monotonic() -> f64 {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    START.elapsed().as_secs_f64()
}

/// The processor time of a process, in seconds.
pub(super) fn used(times: &Value) -> f64 {
    let part = |name| match times.part(name) {
        Some(Value::Duration(time)) => values::seconds(*time),
        _ => 0.0,
    };
    part("user") + part("system")
}

/// Sleeps, signal handlers included.
pub(super) fn sleep(py: Python<'_>, time: Duration) -> PyResult<()> {
    let nanos = i64::try_from(time.as_nanos()).unwrap_or(i64::MAX);
    crate::time::pause(py, nanos)
}

/// An interval to measure in: none for "since the last time".
pub(super) fn interval(interval: Option<&Object<'_>>) -> PyResult<Option<Duration>> {
    let Some(given) = interval else { return Ok(None) };
    let seconds = number::double(given)?;
    if seconds < 0.0 || seconds.is_nan() {
        let text = format!("interval is not positive (got {})", given.str()?);
        return Err(PyValueError::new_err(text));
    }
    Ok(Some(duration(seconds)).filter(|time| !time.is_zero()))
}

/// Seconds as a length of time: the longest there is, if there is none so long.
pub(super) fn duration(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
}
