//! `kill`, `killpg`, `nice`.

use ostler::signal::{self, Signal};
use ostler::{ErrorKind, errno, os};

use super::{forked, status_of};
use crate::support::{as_nobody, in_child};

const NOTHING: Signal = Signal::from_raw(0);

fn sleeper() -> i32 {
    os::spawnv(os::P_NOWAIT, "/bin/sleep", ["sleep", "60"]).unwrap()
}

fn me() -> i32 {
    std::process::id() as i32
}

#[test]
fn a_signal_arrives() {
    in_child("processes::kill::a_signal_arrives", || {
        for sent in [signal::SIGTERM, signal::SIGKILL, signal::SIGUSR1] {
            let pid = sleeper();
            os::kill(pid, sent).unwrap();
            assert_eq!(status_of(pid).signal(), Some(sent));
        }
    });
}

#[test]
fn zero_only_asks() {
    in_child("processes::kill::zero_only_asks", || {
        os::kill(me(), NOTHING).unwrap();
        os::kill(0, NOTHING).unwrap();
        let pid = forked(|| 0);
        status_of(pid);
        let error = os::kill(pid, NOTHING).unwrap_err();
        assert_eq!((error.kind(), error.errno()), (ErrorKind::ProcessLookup, Some(errno::ESRCH)));
    });
}

#[test]
fn numbers_out_of_bounds_are_the_kernels_business() {
    as_nobody("processes::kill::numbers_out_of_bounds_are_the_kernels_business", || {
        for signal in [-1, 65, 4000, i32::MIN, i32::MAX] {
            let error = os::kill(me(), Signal::from_raw(signal)).unwrap_err();
            assert_eq!(error.errno(), Some(errno::EINVAL), "{signal}");
        }
        for pid in [i32::MIN, i32::MIN + 1, i32::MAX] {
            assert_eq!(os::kill(pid, NOTHING).unwrap_err().errno(), Some(errno::ESRCH), "{pid}");
        }
        // Everyone that may be signalled; nothing is sent. Nobody else may be nobody's: an errno, or not.
        if let Err(error) = os::kill(-1, NOTHING) {
            assert!([Some(errno::ESRCH), Some(errno::EPERM)].contains(&error.errno()), "{error}");
        }
        for pgid in [-1, -2, i32::MIN] {
            assert_eq!(
                os::killpg(pgid, NOTHING).unwrap_err().errno(),
                Some(errno::EINVAL),
                "{pgid}"
            );
        }
        assert_eq!(os::killpg(i32::MAX, NOTHING).unwrap_err().errno(), Some(errno::ESRCH));
    });
}

#[test]
fn somebody_elses_process_is_refused() {
    as_nobody("processes::kill::somebody_elses_process_is_refused", || {
        assert_eq!(os::kill(1, NOTHING).unwrap_err().kind(), ErrorKind::PermissionDenied);
    });
}

#[test]
fn a_group_is_signalled_together() {
    in_child("processes::kill::a_group_is_signalled_together", || {
        let in_group = |pgid| {
            let attrs = os::SpawnAttrs { setpgroup: Some(pgid), ..Default::default() };
            os::posix_spawn_with("/bin/sleep", ["sleep", "60"], os::INHERIT, &attrs).unwrap()
        };
        for by_kill in [false, true] {
            let first = in_group(0);
            let second = in_group(first);
            if by_kill {
                os::kill(-first, signal::SIGTERM).unwrap();
            } else {
                os::killpg(first, signal::SIGTERM).unwrap();
            }
            assert_eq!(status_of(first).signal(), Some(signal::SIGTERM));
            assert_eq!(status_of(second).signal(), Some(signal::SIGTERM));
        }
        os::killpg(0, NOTHING).unwrap();
    });
}

fn niceness() -> i32 {
    libc!(getpriority(libc::PRIO_PROCESS, 0))
}

#[test]
fn nice_tells_the_new_niceness() {
    in_child("processes::kill::nice_tells_the_new_niceness", || {
        let start = niceness();
        assert_eq!(os::nice(0).unwrap(), start);
        assert_eq!(os::nice(3).unwrap(), (start + 3).min(19));
        assert_eq!(niceness(), (start + 3).min(19));
        assert_eq!(os::nice(i32::MAX).unwrap(), 19);
        assert_eq!(niceness(), 19);
    });
}

#[test]
fn minus_one_is_a_niceness() {
    in_child("processes::kill::minus_one_is_a_niceness", || {
        let start = niceness();
        match os::nice(-1 - start) {
            Ok(now) => assert_eq!((now, niceness()), (-1, -1)),
            Err(error) => println!("skipped: {error}"),
        }
    });
}

#[cfg(target_os = "linux")]
#[test]
fn less_nice_needs_a_privilege() {
    as_nobody("processes::kill::less_nice_needs_a_privilege", || {
        super::witness::limit(libc::RLIMIT_NICE as i32, 0);
        for increment in [-5, i32::MIN] {
            assert_eq!(os::nice(increment).unwrap_err().errno(), Some(errno::EPERM));
        }
    });
}
