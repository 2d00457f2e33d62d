//! Timer descriptors.

use std::time::Duration;

use ostler_sys::c;
use ostler_sys::linux::timerfd::{self as sys, Timespec};

use crate::error::Result;
use crate::fd::{AsFd, Fd, OwnedFd};
use crate::host::retry;
use crate::os::filetime::{BILLION, LIMIT, out_of_range, split};
use crate::time::ClockId;

flags! {
    /// What kind of timer [`timerfd_create_with`] makes.
    pub struct TimerfdFlags: i32 {
        /// Reading does not wait: `EAGAIN`.
        TFD_NONBLOCK = c::TFD_NONBLOCK;
        /// Not inherited by programs the process runs. Every timer this crate makes has it.
        TFD_CLOEXEC = c::TFD_CLOEXEC;
    }
}

flags! {
    /// What the times given to [`timerfd_settime`] mean.
    pub struct TimerfdTimerFlags: i32 {
        /// The first expiration is a time on the timer's clock, not from now.
        TFD_TIMER_ABSTIME = c::TFD_TIMER_ABSTIME;
        /// With [`TFD_TIMER_ABSTIME`] on [`CLOCK_REALTIME`](crate::time::CLOCK_REALTIME): if somebody sets the clock, reading fails with `ECANCELED`.
        TFD_TIMER_CANCEL_ON_SET = c::TFD_TIMER_CANCEL_ON_SET;
    }
}

/// Makes a timer with a descriptor: `os.timerfd_create(clockid)`, `timerfd_create(2)`. It is not inheritable, and not
/// running yet.
///
/// [`read`](crate::os::read) of 8 bytes waits for the timer and gives the number of expirations since the last, as
/// a `u64` in the machine's byte order. `select`, `poll` and `epoll` can wait for it.
///
/// # Errors
///
/// `EINVAL` for a clock that timers do not run on.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os::{self, TimerfdTimerFlags};
/// use ostler::time;
/// let timer = os::timerfd_create(time::CLOCK_MONOTONIC)?;
/// os::timerfd_settime(&timer, TimerfdTimerFlags::empty(), 0.01, 0.0)?;
/// let mut expirations = [0; 8];
/// os::readinto(&timer, &mut expirations)?;
/// assert_eq!(u64::from_ne_bytes(expirations), 1);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn timerfd_create(clockid: ClockId) -> Result<OwnedFd> {
    timerfd_create_with(clockid, TimerfdFlags::empty())
}

/// [`timerfd_create`] with flags: `os.timerfd_create(clockid, *, flags=0)`.
///
/// # Errors
///
/// As [`timerfd_create`]; `EINVAL` for flags the kernel does not know.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::{os, time};
/// let timer = os::timerfd_create_with(time::CLOCK_BOOTTIME, os::TFD_NONBLOCK)?;
/// assert_eq!(os::read(&timer, 8).unwrap_err().kind(), ostler::ErrorKind::BlockingIo);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn timerfd_create_with(clockid: ClockId, flags: TimerfdFlags) -> Result<OwnedFd> {
    Ok(retry(|| sys::timerfd_create(clockid.raw(), flags.bits()))?)
}

/// Sets a timer, in seconds: `os.timerfd_settime(fd, *, flags=0, initial=0.0, interval=0.0)`, `timerfd_settime(2)`.
/// Gives the time to the next expiration and the interval there were.
///
/// It expires when `initial` is over, then every `interval`; an `interval` of 0 is never, an `initial` of 0 stops it.
/// The kernel counts nanoseconds: a time is rounded to the nearest, but none that is not 0 becomes 0. (The stock interpreter
/// rounds down.)
///
/// # Errors
///
/// `EINVAL` for a time below 0, or a descriptor that is no timer; `Overflow` for one that the system's type cannot hold,
/// or that is not a number.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::{os, time};
/// let timer = os::timerfd_create(time::CLOCK_REALTIME)?;
/// os::timerfd_settime(&timer, os::TFD_TIMER_ABSTIME, 4e9, 0.5)?;
/// let (_, interval) = os::timerfd_settime(&timer, Default::default(), 0.0, 0.0)?;
/// assert_eq!(interval, 0.5);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn timerfd_settime(
    fd: impl AsFd,
    flags: TimerfdTimerFlags,
    initial: f64,
    interval: f64,
) -> Result<(f64, f64)> {
    set(fd, flags, from_seconds(initial)?, from_seconds(interval)?).map(pair(to_seconds))
}

/// [`timerfd_settime`] in nanoseconds: `os.timerfd_settime_ns(fd, *, flags=0, initial=0, interval=0)`.
///
/// # Errors
///
/// `EINVAL` for a time below 0, or a descriptor that is no timer.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::{os, time};
/// let timer = os::timerfd_create(time::CLOCK_MONOTONIC)?;
/// os::timerfd_settime_ns(&timer, Default::default(), 60_000_000_000, 1_500)?;
/// let (next, interval) = os::timerfd_gettime_ns(&timer)?;
/// assert!(next > 59_000_000_000 && interval == 1_500);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn timerfd_settime_ns(
    fd: impl AsFd,
    flags: TimerfdTimerFlags,
    initial: i64,
    interval: i64,
) -> Result<(i64, i64)> {
    set(fd, flags, from_ns(initial.into())?, from_ns(interval.into())?).map(pair(to_ns))
}

/// [`timerfd_settime`] in the standard library's type.
///
/// # Errors
///
/// As [`timerfd_settime`].
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use std::time::Duration;
/// use ostler::{os, time};
/// let timer = os::timerfd_create(time::CLOCK_MONOTONIC)?;
/// let minute = Duration::from_secs(60);
/// os::timerfd_settime_duration(&timer, Default::default(), minute, Duration::ZERO)?;
/// let (next, interval) = os::timerfd_gettime_duration(&timer)?;
/// assert!(next <= minute && interval.is_zero());
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn timerfd_settime_duration(
    fd: impl AsFd,
    flags: TimerfdTimerFlags,
    initial: Duration,
    interval: Duration,
) -> Result<(Duration, Duration)> {
    set(fd, flags, from_duration(initial)?, from_duration(interval)?).map(pair(to_duration))
}

/// The time to a timer's next expiration and its interval, in seconds: `os.timerfd_gettime(fd)`,
/// `timerfd_gettime(2)`. Both count from now, however the timer was set; 0 is never.
///
/// # Errors
///
/// `EINVAL` for a descriptor that is no timer.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::{os, time};
/// let timer = os::timerfd_create(time::CLOCK_MONOTONIC)?;
/// assert_eq!(os::timerfd_gettime(&timer)?, (0.0, 0.0));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn timerfd_gettime(fd: impl AsFd) -> Result<(f64, f64)> {
    get(fd).map(pair(to_seconds))
}

/// [`timerfd_gettime`] in nanoseconds: `os.timerfd_gettime_ns(fd)`. An example is at [`timerfd_settime_ns`].
///
/// # Errors
///
/// As [`timerfd_gettime`].
///
/// # Platforms
///
/// Linux.
pub fn timerfd_gettime_ns(fd: impl AsFd) -> Result<(i64, i64)> {
    get(fd).map(pair(to_ns))
}

/// [`timerfd_gettime`] in the standard library's type. An example is at [`timerfd_settime_duration`].
///
/// # Errors
///
/// As [`timerfd_gettime`].
///
/// # Platforms
///
/// Linux.
pub fn timerfd_gettime_duration(fd: impl AsFd) -> Result<(Duration, Duration)> {
    get(fd).map(pair(to_duration))
}

fn set(
    fd: impl AsFd,
    flags: TimerfdTimerFlags,
    initial: Timespec,
    interval: Timespec,
) -> Result<(Timespec, Timespec)> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::timerfd_settime(fd, flags.bits(), initial, interval))?)
}

fn get(fd: impl AsFd) -> Result<(Timespec, Timespec)> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::timerfd_gettime(fd))?)
}

fn pair<T>(convert: impl Fn(Timespec) -> T) -> impl Fn((Timespec, Timespec)) -> (T, T) {
    move |(next, interval)| (convert(next), convert(interval))
}

fn from_seconds(seconds: f64) -> Result<Timespec> {
    if seconds.is_nan() || seconds.abs() >= LIMIT {
        return Err(out_of_range());
    }
    let whole = seconds.floor();
    let part = ((seconds - whole) * 1e9).round();
    let ns = whole as i128 * BILLION + part as i128;
    // Just above 0 is a time, and just below is none: neither may become 0, which stops the timer.
    from_ns(match ns {
        0 if seconds > 0.0 => 1,
        0 if seconds < 0.0 => -1,
        ns => ns,
    })
}

fn from_ns(ns: i128) -> Result<Timespec> {
    let (tv_sec, nsec) = split(ns)?;
    Ok(Timespec { tv_sec, tv_nsec: nsec as _ })
}

fn from_duration(duration: Duration) -> Result<Timespec> {
    let tv_sec = i64::try_from(duration.as_secs()).map_err(|_| out_of_range())?;
    Ok(Timespec { tv_sec, tv_nsec: duration.subsec_nanos() as _ })
}

fn to_seconds(spec: Timespec) -> f64 {
    spec.tv_sec as f64 + 1e-9 * spec.tv_nsec as f64
}

fn to_ns(spec: Timespec) -> i64 {
    spec.tv_sec.saturating_mul(BILLION as i64).saturating_add(spec.tv_nsec)
}

/// The kernel gives no time below 0.
fn to_duration(spec: Timespec) -> Duration {
    Duration::new(spec.tv_sec.max(0) as u64, spec.tv_nsec.max(0) as u32)
}
