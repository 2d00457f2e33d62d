//! What time it is, by this clock and that, in nanoseconds.

use std::sync::atomic::{AtomicI64, Ordering};

use windows_sys::Win32::Foundation::{FILETIME, HANDLE};
use windows_sys::Win32::System::Performance::{QueryPerformanceCounter, QueryPerformanceFrequency};
use windows_sys::Win32::System::SystemInformation::GetSystemTimePreciseAsFileTime;
use windows_sys::Win32::System::Threading::{
    GetCurrentProcess, GetCurrentThread, GetProcessTimes, GetThreadTimes,
};
use windows_sys::core::BOOL;

use crate::windows::filetime::{TO_1970, units};

const BILLION: i64 = 1_000_000_000;

/// The nanoseconds of the system's step of 100.
const STEP: i64 = 100;

fn steps(time: FILETIME) -> i64 {
    units(time).cast_signed()
}

/// `GetSystemTimePreciseAsFileTime`: since 1970.
pub fn realtime() -> i64 {
    let mut time = FILETIME::default();
    // SAFETY: the time is written to.
    unsafe { GetSystemTimePreciseAsFileTime(&raw mut time) };
    (steps(time) - TO_1970.cast_signed()).saturating_mul(STEP)
}

/// `QueryPerformanceFrequency`, which stays as it was when the system started.
fn frequency() -> i64 {
    static FREQUENCY: AtomicI64 = AtomicI64::new(0);
    let known = FREQUENCY.load(Ordering::Relaxed);
    if known != 0 {
        return known;
    }
    let mut frequency = 0;
    // SAFETY: the number is written to. It cannot fail, and is not 0, since Windows XP.
    unsafe { QueryPerformanceFrequency(&raw mut frequency) };
    let frequency = frequency.max(1);
    FREQUENCY.store(frequency, Ordering::Relaxed);
    frequency
}

/// `QueryPerformanceCounter`: since the start of the system.
pub fn monotonic() -> i64 {
    let mut count = 0;
    // SAFETY: the number is written to. It cannot fail since Windows XP.
    unsafe { QueryPerformanceCounter(&raw mut count) };
    let frequency = frequency();
    if frequency == BILLION / STEP {
        return count.saturating_mul(STEP);
    }
    let ns = i128::from(count) * i128::from(BILLION) / i128::from(frequency);
    i64::try_from(ns).unwrap_or(i64::MAX)
}

/// The seconds of a step of [`monotonic`].
pub fn monotonic_step() -> f64 {
    1.0 / frequency() as f64
}

type Times = unsafe extern "system" fn(
    HANDLE,
    *mut FILETIME,
    *mut FILETIME,
    *mut FILETIME,
    *mut FILETIME,
) -> BOOL;

/// User time and system time.
fn processor_time(times: Times, of: HANDLE) -> (i64, i64) {
    let [mut begin, mut end, mut system, mut user] = [FILETIME::default(); 4];
    // SAFETY: all four times are written to; the handle stands for what calls.
    unsafe { times(of, &raw mut begin, &raw mut end, &raw mut system, &raw mut user) };
    (steps(user).saturating_mul(STEP), steps(system).saturating_mul(STEP))
}

/// `GetProcessTimes`: user time and system time of this process.
pub fn process_time() -> (i64, i64) {
    // SAFETY: it takes nothing and gives a handle that needs no closing.
    processor_time(GetProcessTimes, unsafe { GetCurrentProcess() })
}

/// `GetThreadTimes`: user time and system time of this thread.
pub fn thread_time() -> (i64, i64) {
    // SAFETY: as above.
    processor_time(GetThreadTimes, unsafe { GetCurrentThread() })
}
