//! What time it is, by this clock and that.

use crate::error::Result;
use crate::host::retry;
use crate::sys;
use crate::time::rounding::{BILLION, Rounding, out_of_range, seconds};
use crate::time::{
    CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_REALTIME, CLOCK_THREAD_CPUTIME_ID, ClockId,
};

/// A clock that every system has cannot fail to answer.
fn read(clock: ClockId) -> i64 {
    clock_gettime_ns(clock).unwrap_or_default()
}

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
    read(CLOCK_REALTIME)
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
    read(CLOCK_MONOTONIC)
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
    read(CLOCK_PROCESS_CPUTIME_ID)
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
    read(CLOCK_THREAD_CPUTIME_ID)
}

/// The time of a clock, in seconds: `time.clock_gettime(clk_id)`, `clock_gettime(2)`.
///
/// # Errors
///
/// `EINVAL` for a clock the system does not have.
///
/// ```
/// use ostler::time;
/// assert!(time::clock_gettime(time::CLOCK_MONOTONIC)? > 0.0);
/// # Ok::<(), ostler::Error>(())
/// ```
#[inline]
pub fn clock_gettime(clk_id: ClockId) -> Result<f64> {
    let (sec, nsec) = retry(|| sys::clock::clock_gettime(clk_id.raw()))?;
    Ok(sec as f64 + f64::from(nsec) * 1e-9)
}

/// The time of a clock, in nanoseconds: `time.clock_gettime_ns(clk_id)`.
///
/// # Errors
///
/// As [`clock_gettime`]; `Overflow` for a time that 64 bits of nanoseconds cannot hold, which is after 2262.
///
/// ```
/// use ostler::time;
/// assert!(time::clock_gettime_ns(time::CLOCK_REALTIME)? <= time::time_ns());
/// # Ok::<(), ostler::Error>(())
/// ```
#[inline]
pub fn clock_gettime_ns(clk_id: ClockId) -> Result<i64> {
    let (sec, nsec) = retry(|| sys::clock::clock_gettime(clk_id.raw()))?;
    let ns = sec.checked_mul(BILLION).and_then(|ns| ns.checked_add(nsec.into()));
    ns.ok_or_else(out_of_range)
}

/// The smallest step of a clock, in seconds: `time.clock_getres(clk_id)`, `clock_getres(2)`.
///
/// # Errors
///
/// As [`clock_gettime`].
///
/// ```
/// use ostler::time;
/// assert!(time::clock_getres(time::CLOCK_MONOTONIC)? <= 0.01);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn clock_getres(clk_id: ClockId) -> Result<f64> {
    let (sec, nsec) = retry(|| sys::clock::clock_getres(clk_id.raw()))?;
    Ok(sec as f64 + f64::from(nsec) * 1e-9)
}

/// Sets a clock, in seconds, rounded down to nanoseconds: `time.clock_settime(clk_id, time)`, `clock_settime(2)`.
///
/// # Errors
///
/// `EPERM` for who is not the superuser, `EINVAL` for a clock that cannot be set and a time below 0; `Value` and `Overflow`
/// as [`Rounding::nanoseconds`].
///
/// ```
/// use ostler::{errno, time};
/// assert_eq!(time::clock_settime(time::CLOCK_MONOTONIC, 0.0).unwrap_err().errno(), Some(errno::EINVAL));
/// ```
pub fn clock_settime(clk_id: ClockId, time: f64) -> Result<()> {
    clock_settime_ns(clk_id, Rounding::Floor.nanoseconds(time)?)
}

/// Sets a clock, in nanoseconds: `time.clock_settime_ns(clk_id, time)`.
///
/// # Errors
///
/// As [`clock_settime`].
///
/// ```
/// use ostler::{errno, time};
/// assert_eq!(time::clock_settime_ns(time::CLOCK_REALTIME, -1).unwrap_err().errno(), Some(errno::EINVAL));
/// ```
pub fn clock_settime_ns(clk_id: ClockId, time: i64) -> Result<()> {
    let (sec, nsec) = (time.div_euclid(BILLION), time.rem_euclid(BILLION) as u32);
    Ok(retry(|| sys::clock::clock_settime(clk_id.raw(), sec, nsec))?)
}

/// The clock of a thread's processor time: `time.pthread_getcpuclockid(thread_id)`, `pthread_getcpuclockid(3)`.
/// [`thread_clock`] is the form that cannot go wrong.
///
/// # Safety
///
/// The thread is one that exists: not joined yet, and not ended if it is detached.
///
/// # Errors
///
/// `ESRCH` for a thread that has ended.
///
/// # Platforms
///
/// Not macOS.
#[cfg(not(apple))]
#[allow(unsafe_code)]
pub unsafe fn pthread_getcpuclockid(thread_id: sys::c::pthread_t) -> Result<ClockId> {
    // SAFETY: what the caller promises.
    let clock = unsafe { sys::clock::pthread_getcpuclockid(thread_id) }?;
    Ok(ClockId::from_raw(clock))
}

/// The clock of a thread's processor time. The handle keeps the thread from being joined meanwhile.
///
/// # Errors
///
/// `ESRCH` for a thread that has ended.
///
/// # Platforms
///
/// Not macOS.
///
/// ```
/// use ostler::time;
/// let (end, wait) = std::sync::mpsc::channel::<()>();
/// let thread = std::thread::spawn(move || wait.recv());
/// let clock = time::thread_clock(&thread)?;
/// assert!(time::clock_gettime(clock)? < 5.0);
/// drop(end);
/// # thread.join().unwrap().unwrap_err();
/// # Ok::<(), ostler::Error>(())
/// ```
#[cfg(not(apple))]
pub fn thread_clock<T>(thread: &std::thread::JoinHandle<T>) -> Result<ClockId> {
    use std::os::unix::thread::JoinHandleExt as _;
    #[allow(unsafe_code)]
    // SAFETY: a handle is of a thread that nobody has joined or detached.
    unsafe {
        pthread_getcpuclockid(thread.as_pthread_t() as _)
    }
}
