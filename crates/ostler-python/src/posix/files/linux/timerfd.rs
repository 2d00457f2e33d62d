//! Timer descriptors.

use std::os::fd::IntoRawFd as _;

use ostler_sys::c;
use ostler_sys::linux::timerfd::{self as raw, Timespec};
use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;

use crate::call::brief;
use crate::convert::{Fildes, Given, Int, LongLong};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; timerfd_create, timerfd_settime, timerfd_settime_ns);
    functions!(module; timerfd_gettime, timerfd_gettime_ns);
    module.add("TFD_CLOEXEC", c::TFD_CLOEXEC)?;
    module.add("TFD_NONBLOCK", c::TFD_NONBLOCK)?;
    module.add("TFD_TIMER_ABSTIME", c::TFD_TIMER_ABSTIME)?;
    module.add("TFD_TIMER_CANCEL_ON_SET", c::TFD_TIMER_CANCEL_ON_SET)
}

const SECOND: i64 = 1_000_000_000;

/// A time for the system. One before 0 keeps its sign, for the system to refuse.
fn timespec(nanoseconds: i64) -> Timespec {
    Timespec {
        tv_sec: nanoseconds.div_euclid(SECOND),
        tv_nsec: nanoseconds.rem_euclid(SECOND) as _,
    }
}

fn nanoseconds(time: Timespec) -> i64 {
    time.tv_sec.saturating_mul(SECOND).saturating_add(time.tv_nsec as i64)
}

/// Seconds as nanoseconds, rounded down.
fn of_seconds(seconds: f64) -> PyResult<i64> {
    const END: f64 = 9_223_372_036_854_775_808.0;
    let nanoseconds = (seconds * SECOND as f64).floor();
    if (-END..END).contains(&nanoseconds) {
        Ok(nanoseconds as i64)
    } else {
        Err(PyOverflowError::new_err("timestamp out of range for platform time_t"))
    }
}

fn seconds(time: Timespec) -> f64 {
    let nanoseconds = nanoseconds(time);
    if nanoseconds % SECOND == 0 {
        (nanoseconds / SECOND) as f64
    } else {
        nanoseconds as f64 / SECOND as f64
    }
}

/// Make a timer descriptor, which is not inheritable.
#[pyfunction]
#[pyo3(
    signature = (clockid, /, *, flags=Given::or(0)),
    text_signature = "(clockid, /, *, flags=0)"
)]
fn timerfd_create(py: Python<'_>, clockid: Int, flags: Int) -> PyResult<i32> {
    let (clock, flags) = (clockid.get()?, flags.get()?);
    Ok(brief(py, || raw::timerfd_create(clock, flags)).or_raise(py)?.into_raw_fd())
}

fn set(
    py: Python<'_>,
    fd: Fildes,
    flags: i32,
    initial: i64,
    interval: i64,
) -> PyResult<(Timespec, Timespec)> {
    let (fd, initial, interval) = (fd.fd(), timespec(initial), timespec(interval));
    brief(py, || raw::timerfd_settime(fd, flags, initial, interval)).or_raise(py)
}

/// Set a timer descriptor, in seconds, and return what it was: the next expiration and the interval.
#[pyfunction]
#[pyo3(
    signature = (
        fd, /, *, flags=Given::or(0), initial=Given::or(0.0), interval=Given::or(0.0)
    ),
    text_signature = "(fd, /, *, flags=0, initial=0.0, interval=0.0)"
)]
fn timerfd_settime(
    py: Python<'_>,
    fd: Given<Fildes>,
    flags: Int,
    initial: Given<f64>,
    interval: Given<f64>,
) -> PyResult<(f64, f64)> {
    let (fd, flags) = (fd.get()?, flags.get()?);
    let (initial, interval) = (initial.get()?, interval.get()?);
    let (next, interval) = set(py, fd, flags, of_seconds(initial)?, of_seconds(interval)?)?;
    Ok((seconds(next), seconds(interval)))
}

/// Set a timer descriptor, in nanoseconds, and return what it was: the next expiration and the interval.
#[pyfunction]
#[pyo3(
    signature = (
        fd, /, *, flags=Given::or(0), initial=Given::or(LongLong(0)), interval=Given::or(LongLong(0))
    ),
    text_signature = "(fd, /, *, flags=0, initial=0, interval=0)"
)]
fn timerfd_settime_ns(
    py: Python<'_>,
    fd: Given<Fildes>,
    flags: Int,
    initial: Given<LongLong>,
    interval: Given<LongLong>,
) -> PyResult<(i64, i64)> {
    let (fd, flags) = (fd.get()?, flags.get()?);
    let (next, interval) = set(py, fd, flags, initial.get()?.0, interval.get()?.0)?;
    Ok((nanoseconds(next), nanoseconds(interval)))
}

/// When a timer descriptor expires next and its interval, in seconds.
#[pyfunction]
#[pyo3(signature = (fd, /))]
fn timerfd_gettime(py: Python<'_>, fd: Given<Fildes>) -> PyResult<(f64, f64)> {
    let fd = fd.get()?.fd();
    let (next, interval) = brief(py, || raw::timerfd_gettime(fd)).or_raise(py)?;
    Ok((seconds(next), seconds(interval)))
}

/// When a timer descriptor expires next and its interval, in nanoseconds.
#[pyfunction]
#[pyo3(signature = (fd, /))]
fn timerfd_gettime_ns(py: Python<'_>, fd: Given<Fildes>) -> PyResult<(i64, i64)> {
    let fd = fd.get()?.fd();
    let (next, interval) = brief(py, || raw::timerfd_gettime(fd)).or_raise(py)?;
    Ok((nanoseconds(next), nanoseconds(interval)))
}
