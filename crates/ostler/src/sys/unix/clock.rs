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

/// `clock_nanosleep(2)` until a moment of the monotonic clock: seconds, nanoseconds.
#[cfg(linux_kernel)]
pub fn sleep_until(seconds: i64, nanos: u32) -> Result<(), Errno> {
    let time = libc::timespec { tv_sec: seconds as _, tv_nsec: nanos.into() };
    // SAFETY: the structure is read only. The answer is an error number, none of it in `errno`.
    let answer = unsafe {
        let absolute = libc::TIMER_ABSTIME;
        libc::clock_nanosleep(
            libc::CLOCK_MONOTONIC,
            absolute,
            &raw const time,
            std::ptr::null_mut(),
        )
    };
    if answer == 0 { Ok(()) } else { Err(Errno::from_raw(answer)) }
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
    let seconds = seconds as libc::time_t;
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
