//! Limits and failures: nothing is left behind.

use std::os::fd::AsRawFd as _;

use ostler::os::{self, FileAction, P_WAIT, SpawnAttrs};
use ostler::{ErrorKind, errno};

use super::witness::limit;
use super::{children, status_of};
use crate::support::{as_nobody, descriptors, in_child};

#[test]
fn failed_spawns_leak_nothing() {
    in_child("processes::hostile::failed_spawns_leak_nothing", || {
        let before = descriptors();
        let wrong = [FileAction::Dup2InChild { fd: 777, newfd: 1 }];
        let attrs = SpawnAttrs { file_actions: &wrong, setsid: true, ..SpawnAttrs::default() };
        for _ in 0..50 {
            os::posix_spawn("/missing", ["x"], os::INHERIT).unwrap_err();
            os::posix_spawn_with("/bin/true", ["x"], os::INHERIT, &attrs).unwrap_err();
            assert_eq!(os::spawnv(P_WAIT, "/missing", ["x"]).unwrap(), 127);
            os::execv("/missing", ["x"]).unwrap_err();
        }
        assert_eq!((descriptors(), children()), (before, 0));
    });
}

#[test]
fn without_descriptors() {
    in_child("processes::hostile::without_descriptors", || {
        let used = descriptors();
        // The next number to be given out would be beyond the limit.
        let next = std::fs::File::open("/dev/null").unwrap().as_raw_fd();
        limit(libc::RLIMIT_NOFILE as i32, next as u64);
        assert_eq!(os::popen("true", "r").unwrap_err().errno(), Some(errno::EMFILE));
        // SAFETY: there will be no child.
        assert_eq!(unsafe { os::forkpty() }.unwrap_err().errno(), Some(errno::EMFILE));
        #[cfg(target_os = "linux")]
        assert_eq!(os::pidfd_open(1).unwrap_err().errno(), Some(errno::EMFILE));
        limit(libc::RLIMIT_NOFILE as i32, next as u64 + 20);
        assert_eq!((descriptors(), children()), (used, 0));
    });
}

#[test]
fn without_processes() {
    as_nobody("processes::hostile::without_processes", || {
        limit(libc::RLIMIT_NPROC as i32, 0);
        let before = descriptors();
        let result = os::posix_spawn("/bin/true", ["true"], os::INHERIT);
        if let Ok(pid) = result {
            println!("skipped: the limit of processes does not bind here");
            status_of(pid);
            return;
        }
        assert_eq!(result.unwrap_err().kind(), ErrorKind::BlockingIo);
        let error = os::spawnv(P_WAIT, "/bin/true", ["true"]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BlockingIo);
        assert_eq!(os::popen("true", "w").unwrap_err().kind(), ErrorKind::BlockingIo);
        // The C library may answer as if its shell had not been found.
        match os::system("true") {
            Ok(status) => assert_eq!(status.code(), Some(127)),
            Err(error) => assert_eq!(error.kind(), ErrorKind::BlockingIo),
        }
        assert_eq!(descriptors(), before);
    });
}

#[test]
fn many_threads_at_once() {
    in_child("processes::hostile::many_threads_at_once", || {
        let before = descriptors();
        std::thread::scope(|scope| {
            for thread in 0..8 {
                scope.spawn(move || {
                    for _ in 0..10 {
                        let command = format!("exit {thread}");
                        let code = os::spawnv(P_WAIT, "/bin/sh", ["sh", "-c", &command]).unwrap();
                        assert_eq!(code, thread);
                        let code = os::popen(&command, "r").unwrap().close().unwrap();
                        assert_eq!(code.unwrap_or(0), thread << 8);
                        assert_eq!(os::system(&command).unwrap().code(), Some(thread));
                    }
                });
            }
        });
        assert_eq!((descriptors(), children()), (before, 0));
    });
}

#[test]
fn what_a_call_is_made_of_goes_to_any_thread() {
    fn sends<T: Send>() {}
    sends::<ostler_sys::processes::Pointers<'_>>();
    sends::<ostler_sys::processes::Spawn>();
    sends::<os::Popen>();
    sends::<os::AtFork>();
}
