//! The clocks of the system, by their numbers.

use ostler_sys as sys;

use crate::error::Result;
use crate::host::retry;
use crate::time::ClockId;
use crate::time::rounding::{BILLION, Rounding, out_of_range};

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
