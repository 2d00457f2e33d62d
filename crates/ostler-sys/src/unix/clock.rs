//! Clocks: seconds and nanoseconds, as the kernel keeps them.

use crate::errno::Errno;

/// `clock_gettime(2)`: seconds, nanoseconds.
pub fn clock_gettime(clock: i32) -> Result<(i64, u32), Errno> {
    read(|time| {
        // SAFETY: the structure is writable; a clock the kernel does not know is EINVAL.
        unsafe { libc::clock_gettime(clock as _, time) }
    })
}

/// `clock_getres(2)`: the smallest step, in seconds and nanoseconds.
pub fn clock_getres(clock: i32) -> Result<(i64, u32), Errno> {
    read(|time| {
        // SAFETY: as above.
        unsafe { libc::clock_getres(clock as _, time) }
    })
}

/// `clock_settime(2)`
pub fn clock_settime(clock: i32, sec: i64, nsec: u32) -> Result<(), Errno> {
    let time = libc::timespec { tv_sec: sec as _, tv_nsec: nsec as _ };
    // SAFETY: the structure is readable.
    super::check(unsafe { libc::clock_settime(clock as _, &raw const time) }).map(drop)
}

/// `pthread_getcpuclockid(3)`: the clock of the processor time of a thread.
///
/// # Safety
///
/// The thread has not been joined, nor has it ended detached.
#[cfg(not(apple))]
pub unsafe fn pthread_getcpuclockid(thread: libc::pthread_t) -> Result<i32, Errno> {
    let mut clock = 0;
    // SAFETY: the number is writable; the caller answers for the thread.
    super::check_number(unsafe { getcpuclockid(thread, &raw mut clock) })?;
    Ok(clock as i32)
}

// The `libc` crate leaves it out for Linux.
#[cfg(not(apple))]
unsafe extern "C" {
    #[link_name = "pthread_getcpuclockid"]
    fn getcpuclockid(thread: libc::pthread_t, clock: *mut libc::clockid_t) -> libc::c_int;
}

fn read(call: impl FnOnce(*mut libc::timespec) -> i32) -> Result<(i64, u32), Errno> {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    super::check(call(&raw mut time))?;
    Ok((time.tv_sec as i64, time.tv_nsec as u32))
}

/// The clocks of this system, by name.
pub const CLOCKS: &[(&str, i32)] = &[
    ("CLOCK_REALTIME", libc::CLOCK_REALTIME as i32),
    ("CLOCK_MONOTONIC", libc::CLOCK_MONOTONIC as i32),
    #[cfg(linux_kernel)]
    ("CLOCK_BOOTTIME", libc::CLOCK_BOOTTIME),
    #[cfg(linux_kernel)]
    ("CLOCK_TAI", libc::CLOCK_TAI),
    ("CLOCK_PROCESS_CPUTIME_ID", libc::CLOCK_PROCESS_CPUTIME_ID as i32),
    ("CLOCK_THREAD_CPUTIME_ID", libc::CLOCK_THREAD_CPUTIME_ID as i32),
];

/// The seconds since the epoch at a date and a time of day (year, month, day, hour, minute, second), in local time or in UTC.
pub fn seconds_of([year, month, day, hour, minute, second]: [i32; 6], utc: bool) -> Option<i64> {
    // SAFETY: a structure of numbers, and of a pointer that is only written.
    let mut time: libc::tm = unsafe { std::mem::zeroed() };
    time.tm_year = year.checked_sub(1900)?;
    time.tm_mon = month.checked_sub(1)?;
    time.tm_mday = day;
    time.tm_hour = hour;
    time.tm_min = minute;
    time.tm_sec = second;
    time.tm_isdst = -1;
    // SAFETY: the structure is readable and writable.
    let seconds =
        unsafe { if utc { libc::timegm(&raw mut time) } else { libc::mktime(&raw mut time) } };
    // The day is put right where the month does not have it: that was no date.
    (time.tm_mday == day && time.tm_mon + 1 == month).then_some(seconds as i64)
}

/// The date and the time of day (year, month, day, hour, minute, second), in local time; `localtime_r(3)`.
pub fn local_time(seconds: i64) -> Option<[i32; 6]> {
    let seconds = seconds as super::time::time_t;
    // SAFETY: a structure of numbers, and of a pointer that is only written.
    let mut time: libc::tm = unsafe { std::mem::zeroed() };
    // SAFETY: one is readable, the other writable.
    let answer = unsafe { libc::localtime_r(&raw const seconds, &raw mut time) };
    (!answer.is_null()).then_some([
        time.tm_year.saturating_add(1900),
        time.tm_mon + 1,
        time.tm_mday,
        time.tm_hour,
        time.tm_min,
        time.tm_sec,
    ])
}
