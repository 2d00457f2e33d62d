use ostler::{ErrorKind, errno, os};

use super::is_root;
use crate::support::{as_nobody, in_child};

/// The niceness of this thread as the kernel shows it. To Linux it is the thread that has one.
fn nice() -> i32 {
    let stat = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
    stat.rsplit_once(") ").unwrap().1.split(' ').nth(16).unwrap().parse().unwrap()
}

/// A niceness so much above the one that this thread was started with.
fn more(by: i32) -> i32 {
    (nice() + by).min(19)
}

#[test]
fn of_this_thread() {
    in_child("params::priority::of_this_thread", || {
        let before = os::getpriority(os::PRIO_PROCESS, 0).unwrap();
        assert_eq!(before, nice());
        let wanted = more(7);
        os::setpriority(os::PRIO_PROCESS, 0, wanted).unwrap();
        assert_eq!((os::getpriority(os::PRIO_PROCESS, 0).unwrap(), nice()), (wanted, wanted));
        // SAFETY: no preconditions.
        let thread = unsafe { libc::gettid() } as u32;
        assert_eq!(os::getpriority(os::PRIO_PROCESS, thread).unwrap(), wanted);
        // Beyond the end is the end.
        os::setpriority(os::PRIO_PROCESS, 0, i32::MAX).unwrap();
        assert_eq!(os::getpriority(os::PRIO_PROCESS, 0).unwrap(), 19);
    });
}

/// -1 is how C reports an error, and a priority.
#[test]
fn minus_one_is_an_answer() {
    if !is_root() {
        return;
    }
    in_child("params::priority::minus_one_is_an_answer", || {
        for priority in [-1, -20, 0] {
            os::setpriority(os::PRIO_PROCESS, 0, priority).unwrap();
            assert_eq!(os::getpriority(os::PRIO_PROCESS, 0).unwrap(), priority);
            assert_eq!(nice(), priority);
        }
        // Whatever number is left over from an earlier call.
        os::getpriority(os::PRIO_PROCESS, 0x7fff_ffff).unwrap_err();
        os::setpriority(os::PRIO_PROCESS, 0, -1).unwrap();
        assert_eq!(os::getpriority(os::PRIO_PROCESS, 0).unwrap(), -1);
    });
}

#[test]
fn of_a_group_and_a_user() {
    in_child("params::priority::of_a_group_and_a_user", || {
        os::setpgrp().unwrap();
        let wanted = more(5);
        os::setpriority(os::PRIO_PGRP, 0, wanted).unwrap();
        assert_eq!(os::getpriority(os::PRIO_PGRP, os::getpid() as u32).unwrap(), wanted);
        assert_eq!(nice(), wanted);
        // The highest of all the user's.
        assert!(os::getpriority(os::PRIO_USER, os::getuid()).unwrap() <= wanted);
    });
}

#[test]
fn of_nobody() {
    let missing = os::getpriority(os::PRIO_PROCESS, i32::MAX as u32).unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::ProcessLookup);
    let missing = os::setpriority(os::PRIO_PGRP, i32::MAX as u32, 1).unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::ProcessLookup);
    for which in [77, -1, i32::MIN] {
        let which = os::PriorityWhich::from_raw(which);
        assert_eq!(os::getpriority(which, 0).unwrap_err().errno(), Some(errno::EINVAL));
        assert_eq!(os::setpriority(which, 0, 0).unwrap_err().errno(), Some(errno::EINVAL));
    }
    // The number 4,294,967,295 is no process either.
    assert!(os::getpriority(os::PRIO_PROCESS, u32::MAX).is_err());
}

#[test]
fn refused() {
    as_nobody("params::priority::refused", || {
        os::setpriority(os::PRIO_PROCESS, 0, more(3)).unwrap();
        let better = os::setpriority(os::PRIO_PROCESS, 0, -5).unwrap_err();
        assert_eq!(better.errno(), Some(errno::EACCES));
        let anothers = os::setpriority(os::PRIO_PROCESS, 1, 5).unwrap_err();
        assert_eq!(anothers.errno(), Some(errno::EPERM));
    });
}

#[test]
fn codes_are_the_c_librarys() {
    assert_eq!(os::PRIO_PROCESS.raw(), libc::PRIO_PROCESS as i32);
    assert_eq!(os::PRIO_PGRP.raw(), libc::PRIO_PGRP as i32);
    assert_eq!(os::PRIO_USER.raw(), libc::PRIO_USER as i32);
    assert_eq!(format!("{:?}", os::PRIO_USER), "PRIO_USER");
}
