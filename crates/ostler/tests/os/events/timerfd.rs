//! Timer descriptors.

// Halves and quarters of a second survive the conversions exactly.
#![allow(clippy::float_cmp)]

use std::time::{Duration, Instant};

use ostler::os::TimerfdTimerFlags;
use ostler::{ErrorKind, errno, os, time};

use super::errno;

const NONE: TimerfdTimerFlags = TimerfdTimerFlags::empty();

fn expirations(timer: &ostler::fd::OwnedFd) -> u64 {
    u64::from_ne_bytes(os::read(timer, 8).unwrap().try_into().unwrap())
}

/// The time on a clock in nanoseconds, by the C library.
fn now(clock: time::ClockId) -> i64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the structure is writable.
    assert_eq!(unsafe { libc::clock_gettime(clock.raw(), &raw mut time) }, 0);
    time.tv_sec * 1_000_000_000 + time.tv_nsec
}

#[test]
fn once_and_again() {
    let timer = os::timerfd_create(time::CLOCK_MONOTONIC).unwrap();
    let started = Instant::now();
    assert_eq!(os::timerfd_settime(&timer, NONE, 0.02, 0.0).unwrap(), (0.0, 0.0));
    assert_eq!(expirations(&timer), 1);
    assert!(started.elapsed() >= Duration::from_millis(20));
    assert_eq!(os::timerfd_gettime(&timer).unwrap(), (0.0, 0.0), "it has run out");

    os::timerfd_settime_ns(&timer, NONE, 1, 1_000_000).unwrap();
    std::thread::sleep(Duration::from_millis(20));
    assert!(expirations(&timer) >= 15);
    let (next, interval) = os::timerfd_settime_ns(&timer, NONE, 0, 0).unwrap();
    assert!((0..=1_000_000).contains(&next) && interval == 1_000_000);
    assert_eq!(os::timerfd_gettime_ns(&timer).unwrap(), (0, 0), "stopped");
}

#[test]
fn at_a_time_of_its_clock() {
    for clock in [time::CLOCK_REALTIME, time::CLOCK_MONOTONIC, time::CLOCK_BOOTTIME] {
        let timer = os::timerfd_create_with(clock, os::TFD_NONBLOCK).unwrap();
        let at = os::TFD_TIMER_ABSTIME;
        os::timerfd_settime_ns(&timer, at, now(clock) + 3_600_000_000_000, 0).unwrap();
        let (next, _) = os::timerfd_gettime(&timer).unwrap();
        assert!((3_000.0..=3_600.0).contains(&next), "{clock:?}: {next}");
        assert_eq!(os::read(&timer, 8).unwrap_err().kind(), ErrorKind::BlockingIo);
        os::timerfd_settime_ns(&timer, at, 1, 0).unwrap();
        // Some kernels take a moment for it.
        crate::support::until("the past", || os::timerfd_gettime_ns(&timer).unwrap().0 == 0);
        assert_eq!(expirations(&timer), 1, "{clock:?}: the past is over at once");
    }
    let timer = os::timerfd_create(time::CLOCK_REALTIME).unwrap();
    let flags = os::TFD_TIMER_ABSTIME | os::TFD_TIMER_CANCEL_ON_SET;
    os::timerfd_settime(&timer, flags, 4e9, 0.25).unwrap();
    assert_eq!(os::timerfd_gettime(&timer).unwrap().1, 0.25);
}

#[test]
fn seconds_become_the_nearest_nanosecond_but_never_none() {
    let timer = os::timerfd_create(time::CLOCK_MONOTONIC).unwrap();
    for (seconds, ns) in [
        (0.1, 100_000_000),
        (0.3, 300_000_000),
        (1e-9, 1),
        (1e-10, 1),
        (f64::MIN_POSITIVE, 1),
        (1.4e-9, 1),
        (1.6e-9, 2),
        (0.999_999_999_9, 1_000_000_000),
        (123.456, 123_456_000_000),
        (0.0, 0),
        (-0.0, 0),
    ] {
        // Not started, so that nothing but the interval counts.
        os::timerfd_settime(&timer, NONE, 1e6, seconds).unwrap();
        assert_eq!(os::timerfd_gettime_ns(&timer).unwrap().1, ns, "{seconds}");
    }
}

#[test]
fn times_that_cannot_be() {
    let timer = os::timerfd_create(time::CLOCK_MONOTONIC).unwrap();
    os::timerfd_settime(&timer, NONE, 1e6, 0.5).unwrap();
    for seconds in [-1.0, -0.5, -1e-10, -f64::MIN_POSITIVE, -1e15] {
        assert_eq!(errno(os::timerfd_settime(&timer, NONE, seconds, 0.0)), Some(errno::EINVAL));
        assert_eq!(errno(os::timerfd_settime(&timer, NONE, 1.0, seconds)), Some(errno::EINVAL));
    }
    for seconds in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e19, -1e19, f64::MAX] {
        let refused = os::timerfd_settime(&timer, NONE, seconds, 0.0).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Overflow, "{seconds}");
        assert!(os::timerfd_settime(&timer, NONE, 1.0, seconds).is_err());
    }
    for ns in [-1, i64::MIN] {
        assert_eq!(errno(os::timerfd_settime_ns(&timer, NONE, ns, 0)), Some(errno::EINVAL));
        assert_eq!(errno(os::timerfd_settime_ns(&timer, NONE, 0, ns)), Some(errno::EINVAL));
    }
    let refused = os::timerfd_settime_duration(&timer, NONE, Duration::MAX, Duration::ZERO);
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Overflow);
    let (next, interval) = os::timerfd_gettime(&timer).unwrap();
    assert!(next > 1e5 && interval == 0.5, "none of them changed it");
    os::timerfd_settime_ns(&timer, NONE, i64::MAX, i64::MAX).unwrap();
    os::timerfd_settime(&timer, NONE, 9e18, 0.0).unwrap();
    assert!(os::timerfd_gettime_ns(&timer).unwrap().0 > 1 << 60);
}

#[test]
fn durations_go_there_and_back() {
    let timer = os::timerfd_create(time::CLOCK_MONOTONIC).unwrap();
    let (hour, tick) = (Duration::from_secs(3600), Duration::from_nanos(1_000_000_007));
    os::timerfd_settime_duration(&timer, NONE, hour, tick).unwrap();
    let (next, interval) = os::timerfd_gettime_duration(&timer).unwrap();
    assert!(next <= hour && next > Duration::from_secs(3540));
    assert_eq!(interval, tick);
    let old = os::timerfd_settime_duration(&timer, NONE, Duration::ZERO, Duration::ZERO).unwrap();
    assert_eq!(old.1, tick);
}

#[test]
fn what_is_no_clock_and_no_timer() {
    for clock in [-1, 99, i32::MAX, libc::CLOCK_PROCESS_CPUTIME_ID] {
        let refused = os::timerfd_create(time::ClockId::from_raw(clock));
        assert_eq!(errno(refused), Some(errno::EINVAL), "{clock}");
    }
    let unknown = os::TimerfdFlags::from_bits_retain(1 << 30);
    let refused = os::timerfd_create_with(time::CLOCK_MONOTONIC, unknown);
    assert_eq!(errno(refused), Some(errno::EINVAL));
    let file = tempfile::tempfile().unwrap();
    assert_eq!(errno(os::timerfd_gettime(&file)), Some(errno::EINVAL));
    assert_eq!(errno(os::timerfd_settime(&file, NONE, 1.0, 0.0)), Some(errno::EINVAL));
    let timer = os::timerfd_create(time::CLOCK_MONOTONIC).unwrap();
    let unknown = TimerfdTimerFlags::from_bits_retain(1 << 30);
    assert_eq!(errno(os::timerfd_settime(&timer, unknown, 1.0, 0.0)), Some(errno::EINVAL));
    assert_eq!(errno(os::read(&timer, 4)), Some(errno::EINVAL), "less than 8 bytes");
    let explicit = os::timerfd_create_with(time::CLOCK_MONOTONIC, os::TFD_CLOEXEC).unwrap();
    assert!(!os::get_inheritable(&explicit).unwrap());
}
