//! Clocks.

use ostler::time::{self, ClockId};
use ostler::{ErrorKind, errno};

/// What the C library says.
fn witness(clock: ClockId) -> i64 {
    ask(clock).unwrap()
}

fn ask(clock: ClockId) -> Option<i64> {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the structure is writable.
    let answer = unsafe { libc::clock_gettime(clock.raw() as _, &raw mut time) };
    (answer == 0).then_some(time.tv_sec * 1_000_000_000 + time.tv_nsec)
}

#[test]
fn every_clock_is_the_systems() {
    let clocks = [
        time::CLOCK_REALTIME,
        time::CLOCK_MONOTONIC,
        time::CLOCK_PROCESS_CPUTIME_ID,
        time::CLOCK_THREAD_CPUTIME_ID,
        #[cfg(target_os = "linux")]
        time::CLOCK_MONOTONIC_RAW,
        #[cfg(target_os = "linux")]
        time::CLOCK_BOOTTIME,
        #[cfg(target_os = "linux")]
        time::CLOCK_TAI,
        #[cfg(target_os = "linux")]
        time::CLOCK_REALTIME_COARSE,
        #[cfg(target_os = "linux")]
        time::CLOCK_MONOTONIC_COARSE,
        #[cfg(target_os = "linux")]
        time::CLOCK_REALTIME_ALARM,
        #[cfg(target_os = "linux")]
        time::CLOCK_BOOTTIME_ALARM,
    ];
    for clock in clocks {
        // A machine without a real-time clock has no alarms.
        let Some(before) = ask(clock) else {
            assert_eq!(time::clock_gettime_ns(clock).unwrap_err().errno(), Some(errno::EINVAL));
            continue;
        };
        let ns = time::clock_gettime_ns(clock).unwrap();
        let seconds = time::clock_gettime(clock).unwrap();
        let after = witness(clock);
        assert!((before..=after).contains(&ns), "{clock:?}");
        let bounds = ns as f64 / 1e9 - 1e-6..=after as f64 / 1e9 + 1e-6;
        assert!(bounds.contains(&seconds), "{clock:?}");
        let step = time::clock_getres(clock).unwrap();
        assert!((0.0..=0.1).contains(&step), "{clock:?}: {step}");
    }
}

#[test]
fn the_functions_read_their_clocks() {
    type Pair = (fn() -> f64, fn() -> i64, ClockId);
    let pairs: [Pair; 5] = [
        (time::time, time::time_ns, time::CLOCK_REALTIME),
        (time::monotonic, time::monotonic_ns, time::CLOCK_MONOTONIC),
        (time::perf_counter, time::perf_counter_ns, time::CLOCK_MONOTONIC),
        (time::process_time, time::process_time_ns, time::CLOCK_PROCESS_CPUTIME_ID),
        (time::thread_time, time::thread_time_ns, time::CLOCK_THREAD_CPUTIME_ID),
    ];
    for (seconds, ns, clock) in pairs {
        let before = witness(clock);
        let (read, float) = (ns(), seconds());
        let after = witness(clock);
        assert!((before..=after).contains(&read), "{clock:?}");
        assert!(float >= before as f64 / 1e9 - 1e-6 && float <= after as f64 / 1e9 + 1e-6);
    }
}

#[test]
fn clocks_that_there_are_not() {
    for clock in [99, i32::MAX, i32::MIN] {
        let clock = ClockId::from_raw(clock);
        assert_eq!(time::clock_gettime(clock).unwrap_err().errno(), Some(errno::EINVAL));
        assert_eq!(time::clock_gettime_ns(clock).unwrap_err().errno(), Some(errno::EINVAL));
        assert_eq!(time::clock_getres(clock).unwrap_err().errno(), Some(errno::EINVAL));
        assert_eq!(time::clock_settime_ns(clock, 0).unwrap_err().errno(), Some(errno::EINVAL));
    }
    assert_eq!(format!("{:?}", ClockId::from_raw(99)), "ClockId(99)");
}

#[test]
fn setting_is_for_the_superuser() {
    super::support::as_nobody("clocks::setting_is_for_the_superuser", || {
        let now = time::time();
        let refused = time::clock_settime(time::CLOCK_REALTIME, now).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::PermissionDenied);
        let refused = time::clock_settime_ns(time::CLOCK_REALTIME, time::time_ns()).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::PermissionDenied);
    });
    for (seconds, kind, text) in [
        (f64::NAN, ErrorKind::Value, "Invalid value NaN (not a number)"),
        (1e300, ErrorKind::Overflow, "timestamp out of range for platform time_t"),
        (f64::NEG_INFINITY, ErrorKind::Overflow, "timestamp out of range for platform time_t"),
    ] {
        let error = time::clock_settime(time::CLOCK_REALTIME, seconds).unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (kind, text));
    }
    let negative = time::clock_settime_ns(time::CLOCK_REALTIME, -1).unwrap_err();
    assert_eq!(negative.errno(), Some(errno::EINVAL));
}

#[test]
#[allow(clippy::float_cmp)]
fn what_clocks_are_like() {
    for (name, clock) in [
        ("time", "CLOCK_REALTIME"),
        ("monotonic", "CLOCK_MONOTONIC"),
        ("perf_counter", "CLOCK_MONOTONIC"),
        ("process_time", "CLOCK_PROCESS_CPUTIME_ID"),
        ("thread_time", "CLOCK_THREAD_CPUTIME_ID"),
    ] {
        let info = time::get_clock_info(name).unwrap();
        assert_eq!(info.implementation, format!("clock_gettime({clock})"));
        assert_eq!((info.adjustable, info.monotonic), (name == "time", name != "time"));
        assert!(info.resolution > 0.0 && info.resolution <= 0.1);
    }
    for name in ["", "clock", "Time", "time\0"] {
        let error = time::get_clock_info(name).unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Value, "unknown clock"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_clock_of_another_thread() {
    let (end, wait) = std::sync::mpsc::channel::<()>();
    let thread = std::thread::spawn(move || {
        let begin = time::thread_time_ns();
        while time::thread_time_ns() - begin < 20_000_000 {}
        wait.recv().unwrap_err();
    });
    let clock = time::thread_clock(&thread).unwrap();
    while time::clock_gettime_ns(clock).unwrap() < 20_000_000 {
        std::thread::yield_now();
    }
    drop(end);
    while !thread.is_finished() {
        std::thread::yield_now();
    }
    // It ends some time after it has finished; its handle is still good to ask by.
    let refused = loop {
        match time::thread_clock(&thread) {
            Ok(_) => std::thread::yield_now(),
            Err(error) => break error,
        }
    };
    assert_eq!(refused.errno(), Some(errno::ESRCH));
    thread.join().unwrap();
    // SAFETY: this thread.
    let own = unsafe { time::pthread_getcpuclockid(libc::pthread_self()) }.unwrap();
    let (before, ns) = (time::thread_time_ns(), time::clock_gettime_ns(own).unwrap());
    assert!(ns >= before);
}
