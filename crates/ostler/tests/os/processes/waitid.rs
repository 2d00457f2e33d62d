//! `waitid`.

use ostler::os::{self, IdType, WaitidResult};
use ostler::signal::{SIGCHLD, SIGCONT, SIGKILL, SIGSTOP};
use ostler::{ErrorKind, errno};

use super::{children, forked, state, status_of};
use crate::support::{as_nobody, in_child};

#[test]
fn constants_are_those_of_the_system() {
    let types = [(os::P_ALL, libc::P_ALL), (os::P_PID, libc::P_PID), (os::P_PGID, libc::P_PGID)];
    for (idtype, number) in types {
        assert_eq!(idtype.raw(), number);
    }
    #[cfg(target_os = "linux")]
    assert_eq!(os::P_PIDFD.raw(), libc::P_PIDFD);
    let codes = [
        (os::CLD_EXITED, libc::CLD_EXITED),
        (os::CLD_KILLED, libc::CLD_KILLED),
        (os::CLD_DUMPED, libc::CLD_DUMPED),
        (os::CLD_TRAPPED, libc::CLD_TRAPPED),
        (os::CLD_STOPPED, libc::CLD_STOPPED),
        (os::CLD_CONTINUED, libc::CLD_CONTINUED),
    ];
    for (code, number) in codes {
        assert_eq!(code.raw(), number);
    }
    assert_eq!(format!("{:?} {:?}", os::CLD_KILLED, os::P_PGID), "CLD_KILLED P_PGID");
}

#[test]
fn how_a_child_ends() {
    as_nobody("processes::waitid::how_a_child_ends", || {
        let child = forked(|| 7);
        let end = os::waitid(os::P_PID, child, os::WEXITED).unwrap().unwrap();
        let expected = WaitidResult {
            si_pid: child,
            si_uid: libc!(getuid()),
            si_signo: SIGCHLD,
            si_status: 7,
            si_code: os::CLD_EXITED,
        };
        assert_eq!(end, expected);

        let child = forked(|| {
            loop {
                std::thread::park();
            }
        });
        os::kill(child, SIGKILL).unwrap();
        let end = os::waitid(os::P_ALL, 0, os::WEXITED).unwrap().unwrap();
        assert_eq!((end.si_pid, end.si_code, end.si_status), (child, os::CLD_KILLED, 9));
    });
}

#[test]
fn stops_and_continuations() {
    in_child("processes::waitid::stops_and_continuations", || {
        let child = os::spawnv(os::P_NOWAIT, "/bin/sleep", ["sleep", "60"]).unwrap();
        os::kill(child, SIGSTOP).unwrap();
        let told = os::waitid(os::P_PID, child, os::WSTOPPED).unwrap().unwrap();
        assert_eq!((told.si_code, told.si_status), (os::CLD_STOPPED, libc::SIGSTOP));
        os::kill(child, SIGCONT).unwrap();
        let told = os::waitid(os::P_PID, child, os::WCONTINUED).unwrap().unwrap();
        assert_eq!((told.si_code, told.si_status), (os::CLD_CONTINUED, libc::SIGCONT));
        assert_eq!(os::waitid(os::P_PID, child, os::WEXITED | os::WNOHANG).unwrap(), None);
        os::kill(child, SIGKILL).unwrap();
        status_of(child);
    });
}

#[test]
fn looking_leaves_the_child_to_be_waited_for() {
    in_child("processes::waitid::looking_leaves_the_child_to_be_waited_for", || {
        let child = forked(|| 3);
        for _ in 0..2 {
            let end = os::waitid(os::P_PID, child, os::WEXITED | os::WNOWAIT).unwrap().unwrap();
            assert_eq!((end.si_pid, end.si_status, state(child)), (child, 3, Some('Z')));
        }
        assert_eq!(children(), 1);
        assert_eq!(status_of(child).code(), Some(3));
        assert_eq!((state(child), children()), (None, 0));
    });
}

#[test]
fn by_group() {
    in_child("processes::waitid::by_group", || {
        let attrs = os::SpawnAttrs { setpgroup: Some(0), ..Default::default() };
        let leader = os::posix_spawn_with("/bin/true", ["true"], os::INHERIT, &attrs).unwrap();
        let end = os::waitid(os::P_PGID, leader, os::WEXITED).unwrap().unwrap();
        assert_eq!(end.si_pid, leader);
    });
}

#[cfg(target_os = "linux")]
#[test]
fn by_descriptor() {
    use std::os::fd::AsRawFd as _;

    in_child("processes::waitid::by_descriptor", || {
        let other = forked(|| 1);
        let child = forked(|| 2);
        let process = os::pidfd_open(child).unwrap();
        let look = os::WEXITED | os::WNOWAIT;
        let end = os::waitid(os::P_PIDFD, process.as_raw_fd(), look).unwrap().unwrap();
        assert_eq!((end.si_pid, end.si_status), (child, 2));
        assert_eq!(os::waitid_pidfd(&process, os::WEXITED).unwrap(), Some(end));
        status_of(other);
        let file = std::fs::File::open("/dev/null").unwrap();
        let error = os::waitid_pidfd(&file, os::WEXITED).unwrap_err();
        assert_eq!(error.errno(), Some(errno::EBADF));
        let error = os::waitid(os::P_PIDFD, -1, os::WEXITED).unwrap_err();
        assert!([Some(errno::EINVAL), Some(errno::EBADF)].contains(&error.errno()), "{error}");
    });
}

#[test]
fn what_it_refuses() {
    in_child("processes::waitid::what_it_refuses", || {
        let refusals = [
            (os::P_ALL, 0, os::WEXITED, errno::ECHILD),
            (os::P_ALL, 0, os::WEXITED | os::WNOHANG, errno::ECHILD),
            (os::P_PID, 1, os::WEXITED, errno::ECHILD),
            (os::P_PID, i32::MAX, os::WEXITED, errno::ECHILD),
            (os::P_PID, -1, os::WEXITED, errno::EINVAL),
            (os::P_PID, 0, os::WEXITED, errno::EINVAL),
            (os::P_PGID, i32::MIN, os::WEXITED, errno::EINVAL),
            (os::P_ALL, 0, os::WNOHANG, errno::EINVAL),
            (IdType::from_raw(99), 0, os::WEXITED, errno::EINVAL),
        ];
        for (idtype, id, options, number) in refusals {
            let error = os::waitid(idtype, id, options).unwrap_err();
            assert_eq!(error.errno(), Some(number), "{idtype:?} {id} {options:?}");
            let missing = error.kind() == ErrorKind::ChildProcess;
            assert_eq!(missing, number == errno::ECHILD);
        }
    });
}
