//! Sleeping.

#[cfg(unix)]
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use ostler::{ErrorKind, time};

#[test]
fn at_least_as_long_as_asked() {
    for seconds in [0.0, -0.0, 1e-12, 1e-6, 0.003, 0.02] {
        let begin = Instant::now();
        time::sleep(seconds).unwrap();
        assert!(begin.elapsed() >= Duration::from_secs_f64(seconds));
    }
    let begin = Instant::now();
    time::sleep_ns(2_000_000).unwrap();
    time::sleep_for(Duration::from_millis(2)).unwrap();
    assert!(begin.elapsed() >= Duration::from_millis(4));
}

#[test]
fn lengths_that_are_none() {
    for (seconds, kind, text) in [
        (-1e-9, ErrorKind::Value, "sleep length must be non-negative"),
        (-1.0, ErrorKind::Value, "sleep length must be non-negative"),
        (f64::NAN, ErrorKind::Value, "Invalid value NaN (not a number)"),
        (1e10, ErrorKind::Overflow, "timestamp out of range for platform time_t"),
        (f64::INFINITY, ErrorKind::Overflow, "timestamp out of range for platform time_t"),
    ] {
        let error = time::sleep(seconds).unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (kind, text));
    }
    // Rounded away from zero: the least there is below 0 is no 0.
    assert_eq!(time::sleep(-f64::MIN_POSITIVE).unwrap_err().kind(), ErrorKind::Value);
    assert_eq!(time::sleep_ns(-1).unwrap_err().kind(), ErrorKind::Value);
    assert_eq!(time::sleep_for(Duration::MAX).unwrap_err().kind(), ErrorKind::Overflow);
}

#[cfg(unix)]
static SIGNALS: AtomicU32 = AtomicU32::new(0);

#[cfg(unix)]
extern "C" fn count(_: i32) {
    SIGNALS.fetch_add(1, Ordering::Relaxed);
}

#[cfg(unix)]
#[test]
fn signals_do_not_shorten_it() {
    super::support::in_child("sleep::signals_do_not_shorten_it", || {
        let every = libc::timeval { tv_sec: 0, tv_usec: 2_000 };
        let timer = libc::itimerval { it_interval: every, it_value: every };
        // SAFETY: the handler only counts, and has no SA_RESTART.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            action.sa_sigaction = count as extern "C" fn(i32) as usize;
            libc::sigaction(libc::SIGALRM, &raw const action, std::ptr::null_mut());
        }
        // The signals are to reach the thread that sleeps.
        let sleeper = std::thread::spawn(|| {
            let begin = Instant::now();
            time::sleep(0.1).unwrap();
            begin.elapsed()
        });
        // SAFETY: blocks the signal for this thread, starts a timer.
        unsafe {
            let mut set: libc::sigset_t = std::mem::zeroed();
            libc::sigemptyset(&raw mut set);
            libc::sigaddset(&raw mut set, libc::SIGALRM);
            libc::pthread_sigmask(libc::SIG_BLOCK, &raw const set, std::ptr::null_mut());
            libc::setitimer(libc::ITIMER_REAL, &raw const timer, std::ptr::null_mut());
        }
        let slept = sleeper.join().unwrap();
        assert!(slept >= Duration::from_millis(100), "{slept:?}");
        // It does not start again from the beginning either: that would have no end.
        assert!(slept < Duration::from_secs(60), "{slept:?}");
    });
}

#[cfg(unix)]
#[test]
fn a_hook_sees_it_and_may_refuse() {
    super::support::in_child("sleep::a_hook_sees_it_and_may_refuse", || {
        ostler::audit::add_hook(|event| match event.name() {
            "time.sleep" => Err(ostler::Error::vetoed(event.args()[0].to_string())),
            _ => Ok(()),
        });
        for refused in [
            time::sleep(2.5),
            time::sleep_ns(2_500_000_000),
            time::sleep_for(Duration::from_millis(2_500)),
        ] {
            let refused = refused.unwrap_err();
            assert_eq!((refused.kind(), refused.to_string().as_str()), (ErrorKind::Vetoed, "2.5"));
        }
        assert_eq!(
            time::sleep(f64::NAN).unwrap_err().to_string(),
            "NaN",
            "asked before it is looked at"
        );
    });
}
