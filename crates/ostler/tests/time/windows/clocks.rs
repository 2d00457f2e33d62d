//! Clocks and sleeping.

use std::os::windows::io::{AsHandle as _, FromRawHandle as _, OwnedHandle};
use std::time::{Duration, Instant, SystemTime};

use ostler::{ErrorKind, errno, time};
use ostler_sys as sys;

#[test]
fn the_time_of_day_is_the_systems() {
    let now = || {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
        since.as_nanos() as i64
    };
    for _ in 0..100 {
        let (before, ns, seconds, after) = (now(), time::time_ns(), time::time(), now());
        assert!((before..=after).contains(&ns), "{before} {ns} {after}");
        assert!(seconds >= before as f64 / 1e9 - 1e-6 && seconds <= after as f64 / 1e9 + 1e-6);
    }
}

#[test]
fn the_monotonic_clock_goes_as_the_standard_librarys() {
    // One that begins before and ends after, and one in between: whatever comes between two readings.
    let outer = Instant::now();
    let begin = time::monotonic_ns();
    let inner = Instant::now();
    std::thread::sleep(Duration::from_millis(50));
    let inner = inner.elapsed().as_nanos() as i64;
    let passed = time::monotonic_ns() - begin;
    let outer = outer.elapsed().as_nanos() as i64;
    assert!((inner - 1_000_000..=outer + 1_000_000).contains(&passed), "{inner} {passed} {outer}");
    let mut last = time::perf_counter_ns();
    for _ in 0..10_000 {
        let next = time::perf_counter_ns();
        assert!(next >= last);
        last = next;
    }
    assert!((time::perf_counter() - time::monotonic()).abs() < 1.0);
}

#[test]
fn processor_time_is_of_those_who_work() {
    let (process, thread) = (time::process_time_ns(), time::thread_time_ns());
    std::thread::spawn(|| {
        let begin = time::thread_time_ns();
        while time::thread_time_ns() - begin < 60_000_000 {}
    })
    .join()
    .unwrap();
    let (process, thread) = (time::process_time_ns() - process, time::thread_time_ns() - thread);
    assert!(process >= 60_000_000, "{process}");
    assert!(thread < 60_000_000, "{thread}");
    assert!(time::thread_time() >= 0.0 && time::process_time() > 0.0);
}

#[test]
fn what_clocks_are_like() {
    for (name, function) in [
        ("time", "GetSystemTimePreciseAsFileTime()"),
        ("monotonic", "QueryPerformanceCounter()"),
        ("perf_counter", "QueryPerformanceCounter()"),
        ("process_time", "GetProcessTimes()"),
        ("thread_time", "GetThreadTimes()"),
    ] {
        let info = time::get_clock_info(name).unwrap();
        assert_eq!(info.implementation, function);
        assert_eq!((info.adjustable, info.monotonic), (name == "time", name != "time"));
        assert!(info.resolution > 0.0 && info.resolution <= 1e-6, "{}", info.resolution);
    }
    let error = time::get_clock_info("clock").unwrap_err();
    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Value, "unknown clock"));
}

#[test]
fn sleeping_is_not_of_the_systems_tick() {
    let twenty = || {
        let begin = Instant::now();
        for _ in 0..20 {
            time::sleep(0.001).unwrap();
        }
        begin.elapsed()
    };
    // Others may be busy; twenty ticks of 15.6 ms would be 312 every time.
    let best = (0..50).map(|_| twenty()).find(|slept| *slept < Duration::from_millis(250));
    assert!(best.is_some_and(|slept| slept >= Duration::from_millis(20)), "{best:?}");
}

#[test]
fn an_event_ends_it() {
    use windows_sys::Win32::System::Threading::{CreateEventW, SetEvent};
    // SAFETY: the handle is new and nobody else's.
    let event = unsafe {
        OwnedHandle::from_raw_handle(CreateEventW(std::ptr::null(), 1, 0, std::ptr::null()))
    };
    let soon = time::monotonic_ns() + 20_000_000;
    assert_eq!(sys::time::wait_until(soon, Some(event.as_handle())), Ok(()));
    assert!(time::monotonic_ns() >= soon);
    // SAFETY: the handle is open.
    unsafe { SetEvent(std::os::windows::io::AsRawHandle::as_raw_handle(&event)) };
    let late = time::monotonic_ns() + 20_000_000_000;
    assert_eq!(sys::time::wait_until(late, Some(event.as_handle())), Err(errno::EINTR));
    assert!(time::monotonic_ns() < late);
}
