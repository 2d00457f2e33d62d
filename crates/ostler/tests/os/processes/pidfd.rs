//! `pidfd_open`, `pidfd_send_signal`, and waiting through the descriptor.

use std::os::fd::AsRawFd as _;

use ostler::signal::{self, Signal};
use ostler::{ErrorKind, errno, os};
use ostler_sys as sys;
use ostler_sys::fd::Fd;

use super::{forked, status_of};
use crate::support::in_child;

fn me() -> i32 {
    std::process::id() as i32
}

fn fcntl(fd: &impl std::os::fd::AsRawFd, command: i32) -> i32 {
    libc!(fcntl(fd.as_raw_fd(), command))
}

#[test]
fn it_holds_the_process() {
    let process = os::pidfd_open(me()).unwrap();
    let info =
        std::fs::read_to_string(format!("/proc/self/fdinfo/{}", process.as_raw_fd())).unwrap();
    assert!(info.contains(&format!("Pid:\t{}\n", me())), "{info}");
    assert_eq!(fcntl(&process, libc::F_GETFD), libc::FD_CLOEXEC);
    assert_eq!(fcntl(&process, libc::F_GETFL) & libc::O_NONBLOCK, 0);
    os::pidfd_send_signal(&process, Signal::from_raw(0)).unwrap();
}

#[test]
fn nonblocking_waits_do_not_wait() {
    in_child("processes::pidfd::nonblocking_waits_do_not_wait", || {
        let pid = os::spawnv(os::P_NOWAIT, "/bin/sleep", ["sleep", "60"]).unwrap();
        let process = match os::pidfd_open_with(pid, os::PIDFD_NONBLOCK) {
            Err(error) if error.errno() == Some(errno::EINVAL) => {
                println!("skipped: the kernel is older than 5.10");
                return;
            }
            other => other.unwrap(),
        };
        assert_eq!(fcntl(&process, libc::F_GETFL) & libc::O_NONBLOCK, libc::O_NONBLOCK);
        let error = os::waitid_pidfd(&process, os::WEXITED).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BlockingIo);
        assert_eq!(os::waitid_pidfd(&process, os::WEXITED | os::WNOHANG).unwrap(), None);

        os::pidfd_send_signal(&process, signal::SIGTERM).unwrap();
        let mut ready = libc::pollfd { fd: process.as_raw_fd(), events: libc::POLLIN, revents: 0 };
        assert_eq!(libc!(poll(&raw mut ready, 1, 60_000)), 1);
        let end = os::waitid_pidfd(&process, os::WEXITED).unwrap().unwrap();
        assert_eq!((end.si_pid, end.si_code, end.si_status), (pid, os::CLD_KILLED, libc::SIGTERM));
    });
}

#[test]
fn the_dead_are_not_signalled() {
    in_child("processes::pidfd::the_dead_are_not_signalled", || {
        let pid = forked(|| 0);
        let process = os::pidfd_open(pid).unwrap();
        status_of(pid);
        let error = os::pidfd_send_signal(&process, signal::SIGKILL).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ProcessLookup);
        assert_eq!(os::pidfd_open(pid).unwrap_err().kind(), ErrorKind::ProcessLookup);
        let error = os::waitid_pidfd(&process, os::WEXITED).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ChildProcess);
    });
}

#[test]
fn wrong_numbers_and_wrong_descriptors() {
    for pid in [0, -1, i32::MIN] {
        assert_eq!(os::pidfd_open(pid).unwrap_err().errno(), Some(errno::EINVAL), "{pid}");
    }
    let unknown = os::PidfdFlags::from_bits_retain(1);
    assert_eq!(os::pidfd_open_with(me(), unknown).unwrap_err().errno(), Some(errno::EINVAL));

    let process = os::pidfd_open(me()).unwrap();
    for number in [-1, 65, i32::MIN] {
        let error = os::pidfd_send_signal(&process, Signal::from_raw(number)).unwrap_err();
        assert_eq!(error.errno(), Some(errno::EINVAL), "{number}");
    }
    let file = std::fs::File::open("/dev/null").unwrap();
    let error = os::pidfd_send_signal(&file, Signal::from_raw(0)).unwrap_err();
    assert_eq!(error.errno(), Some(errno::EBADF));
    // SAFETY: nobody owns -1.
    let none = unsafe { Fd::from_raw(-1) };
    assert_eq!(sys::linux::pidfd::pidfd_send_signal(none, 0, 0).unwrap_err(), errno::EBADF);
}
