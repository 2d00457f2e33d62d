use std::time::Duration;

use ostler::os::{self, SchedParam, SchedPolicy};
use ostler::{ErrorKind, errno};

use crate::support::{as_nobody, in_child};

fn policy() -> SchedPolicy {
    os::sched_getscheduler(0).unwrap()
}

#[test]
fn numbers_are_the_kernels() {
    for (policy, number) in [
        (os::SCHED_OTHER, libc::SCHED_OTHER),
        (os::SCHED_NORMAL, libc::SCHED_OTHER),
        (os::SCHED_FIFO, libc::SCHED_FIFO),
        (os::SCHED_RR, libc::SCHED_RR),
        (os::SCHED_BATCH, libc::SCHED_BATCH),
        (os::SCHED_IDLE, libc::SCHED_IDLE),
        (os::SCHED_DEADLINE, libc::SCHED_DEADLINE),
        (os::SCHED_RESET_ON_FORK, libc::SCHED_RESET_ON_FORK),
    ] {
        assert_eq!(policy.raw(), number);
    }
    assert_eq!(format!("{:?}", os::SCHED_NORMAL), "SCHED_OTHER");
    assert_eq!(format!("{:?}", os::SCHED_FIFO), "SCHED_FIFO");
}

#[test]
fn ranges() {
    // As sched(7) gives them for Linux.
    for policy in [os::SCHED_FIFO, os::SCHED_RR] {
        assert_eq!(os::sched_get_priority_min(policy).unwrap(), 1);
        assert_eq!(os::sched_get_priority_max(policy).unwrap(), 99);
    }
    for policy in [os::SCHED_OTHER, os::SCHED_BATCH, os::SCHED_IDLE, os::SCHED_DEADLINE] {
        assert_eq!(os::sched_get_priority_min(policy).unwrap(), 0);
        assert_eq!(os::sched_get_priority_max(policy).unwrap(), 0);
    }
    for policy in [-1, 99, i32::MIN, i32::MAX].map(SchedPolicy::from_raw) {
        let unknown = os::sched_get_priority_min(policy).unwrap_err();
        assert_eq!(unknown.errno(), Some(errno::EINVAL));
        let unknown = os::sched_get_priority_max(policy).unwrap_err();
        assert_eq!(unknown.errno(), Some(errno::EINVAL));
    }
}

#[test]
fn set_and_seen() {
    in_child("scheduler::policy::set_and_seen", || {
        assert_eq!(policy(), os::SCHED_OTHER);
        assert_eq!(os::sched_getparam(0).unwrap(), SchedParam { sched_priority: 0 });
        os::sched_setscheduler(0, os::SCHED_BATCH, SchedParam::new(0)).unwrap();
        assert_eq!(policy(), os::SCHED_BATCH);
        // SAFETY: no preconditions.
        assert_eq!(unsafe { libc::sched_getscheduler(0) }, libc::SCHED_BATCH);
        let with_flag = os::SCHED_OTHER | os::SCHED_RESET_ON_FORK;
        os::sched_setscheduler(0, with_flag, SchedParam::new(0)).unwrap();
        assert_eq!(policy(), with_flag);
        os::sched_setparam(0, SchedParam::new(0)).unwrap();

        let wrong = os::sched_setscheduler(0, os::SCHED_OTHER, SchedParam::new(1)).unwrap_err();
        assert_eq!(wrong.errno(), Some(errno::EINVAL));
        for priority in [i32::MIN, -1, 1, i32::MAX] {
            let wrong = os::sched_setparam(0, SchedParam::new(priority)).unwrap_err();
            assert_eq!(wrong.errno(), Some(errno::EINVAL));
        }
        os::sched_yield().unwrap();
    });
}

#[test]
fn real_time() {
    in_child("scheduler::policy::real_time", || {
        if let Err(error) = os::sched_setscheduler(0, os::SCHED_RR, SchedParam::new(5)) {
            assert_eq!(error.kind(), ErrorKind::PermissionDenied);
            println!("skipped: {error}");
            return;
        }
        assert_eq!((policy(), os::sched_getparam(0).unwrap()), (os::SCHED_RR, SchedParam::new(5)));
        os::sched_setparam(0, SchedParam::new(6)).unwrap();
        assert_eq!(os::sched_getparam(0).unwrap().sched_priority, 6);
        let turn = os::sched_rr_get_interval(0).unwrap();
        let said = std::fs::read_to_string("/proc/sys/kernel/sched_rr_timeslice_ms").unwrap();
        let said = Duration::from_millis(said.trim().parse().unwrap());
        // The kernel counts in ticks of up to ten milliseconds.
        assert!(turn.abs_diff(said) <= Duration::from_millis(10), "{turn:?} {said:?}");
    });
}

#[test]
fn turns_of_the_ordinary() {
    assert!(os::sched_rr_get_interval(0).unwrap() < Duration::from_secs(10));
}

#[test]
fn of_nobody() {
    let param = SchedParam::default();
    for (pid, number) in [(-1, errno::EINVAL), (i32::MIN, errno::EINVAL), (i32::MAX, errno::ESRCH)]
    {
        assert_eq!(os::sched_getscheduler(pid).unwrap_err().errno(), Some(number));
        assert_eq!(os::sched_getparam(pid).unwrap_err().errno(), Some(number));
        assert_eq!(os::sched_rr_get_interval(pid).unwrap_err().errno(), Some(number));
        assert_eq!(os::sched_setparam(pid, param).unwrap_err().errno(), Some(number));
        let set = os::sched_setscheduler(pid, os::SCHED_OTHER, param).unwrap_err();
        assert_eq!(set.errno(), Some(number));
    }
}

#[test]
fn refused() {
    as_nobody("scheduler::policy::refused", || {
        let others = os::sched_setscheduler(1, os::SCHED_BATCH, SchedParam::new(0)).unwrap_err();
        assert_eq!(others.kind(), ErrorKind::PermissionDenied);
        let others = os::sched_setparam(1, SchedParam::new(0)).unwrap_err();
        assert_eq!(others.kind(), ErrorKind::PermissionDenied);
    });
}
