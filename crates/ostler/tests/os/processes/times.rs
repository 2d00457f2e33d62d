//! `times`.

use std::time::Duration;

use ostler::os;

use super::witness::user_time;
use super::{forked, status_of};
use crate::support::in_child;

/// A tenth of a second of this program's own work, however little of the processor there is to be had.
fn work() {
    let start = user_time();
    while user_time() < start + Duration::from_millis(100) {
        std::hint::black_box((0..1000_u64).sum::<u64>());
    }
}

#[test]
fn the_same_as_the_c_library() {
    let mut raw = zeroed!(tms);
    let before = libc!(times(&raw mut raw));
    let times: os::TimesResult = os::times().unwrap();
    let after = libc!(times(&raw mut raw));
    let ticks = libc!(sysconf(libc::_SC_CLK_TCK)) as f64;
    assert!((before as f64 / ticks..=after as f64 / ticks).contains(&times.elapsed));
    assert!(times.user <= raw.tms_utime as f64 / ticks);
    assert!(times.system <= raw.tms_stime as f64 / ticks);
}

#[test]
fn work_and_time_are_counted() {
    in_child("processes::times::work_and_time_are_counted", || {
        let start = os::times().unwrap();
        work();
        let own = os::times().unwrap();
        assert!(own.user - start.user > 0.05, "{own:?}");
        assert!((0.05..600.0).contains(&(own.elapsed - start.elapsed)), "{own:?}");
        assert!(own.children_user - start.children_user < 0.01, "{own:?}");

        let pid = forked(|| {
            work();
            0
        });
        status_of(pid);
        let all = os::times().unwrap();
        assert!(all.children_user - start.children_user > 0.05, "{all:?}");
        assert!(all.children_system >= start.children_system);

        let close = |time: Duration, seconds: f64| (time.as_secs_f64() - seconds).abs() < 1e-6;
        assert!(close(all.user_time(), all.user) && close(all.system_time(), all.system));
        assert!(close(all.children_user_time(), all.children_user));
        assert!(close(all.children_system_time(), all.children_system));
        assert!(close(all.elapsed_time(), all.elapsed));
    });
}
