//! The functions of Win32.

use ostler_sys as sys;

use super::Info;
use crate::error::Result;

pub(in crate::time) fn realtime() -> i64 {
    sys::time::realtime()
}

pub(in crate::time) fn monotonic() -> i64 {
    sys::time::monotonic()
}

pub(in crate::time) fn process_time() -> i64 {
    let (user, system) = sys::time::process_time();
    user + system
}

pub(in crate::time) fn thread_time() -> i64 {
    let (user, system) = sys::time::thread_time();
    user + system
}

pub(in crate::time) fn info(name: &str) -> Option<Result<Info>> {
    /// The system counts in steps of 100 nanoseconds.
    const STEP: f64 = 1e-7;
    let (implementation, resolution) = match name {
        "time" => ("GetSystemTimePreciseAsFileTime()", sys::time::monotonic_step().max(STEP)),
        "monotonic" | "perf_counter" => ("QueryPerformanceCounter()", sys::time::monotonic_step()),
        "process_time" => ("GetProcessTimes()", STEP),
        "thread_time" => ("GetThreadTimes()", STEP),
        _ => return None,
    };
    Some(Ok(Info { implementation, resolution }))
}
