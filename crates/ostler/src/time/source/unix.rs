//! `clock_gettime(2)`.

use super::Info;
use crate::error::Result;
use crate::time::{
    CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_REALTIME, CLOCK_THREAD_CPUTIME_ID, ClockId,
    clock_getres, clock_gettime_ns,
};

/// A clock that every system has cannot fail to answer.
#[inline]
fn read(clock: ClockId) -> i64 {
    clock_gettime_ns(clock).unwrap_or_default()
}

#[inline]
pub(in crate::time) fn realtime() -> i64 {
    read(CLOCK_REALTIME)
}

#[inline]
pub(in crate::time) fn monotonic() -> i64 {
    read(CLOCK_MONOTONIC)
}

#[inline]
pub(in crate::time) fn process_time() -> i64 {
    read(CLOCK_PROCESS_CPUTIME_ID)
}

#[inline]
pub(in crate::time) fn thread_time() -> i64 {
    read(CLOCK_THREAD_CPUTIME_ID)
}

pub(in crate::time) fn info(name: &str) -> Option<Result<Info>> {
    let (clock, implementation) = match name {
        "time" => (CLOCK_REALTIME, "clock_gettime(CLOCK_REALTIME)"),
        "monotonic" | "perf_counter" => (CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)"),
        "process_time" => (CLOCK_PROCESS_CPUTIME_ID, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)"),
        "thread_time" => (CLOCK_THREAD_CPUTIME_ID, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)"),
        _ => return None,
    };
    Some(clock_getres(clock).map(|resolution| Info { implementation, resolution }))
}
