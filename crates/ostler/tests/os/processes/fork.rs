//! `fork`, `forkpty`, `register_at_fork`.

use std::io::{Read as _, Write as _};
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::sync::Mutex;

use ostler::os::{self, AtFork};
use ostler::{ErrorKind, audit};

use super::witness::limit;
use super::{forked, status_of};
use crate::support::{as_nobody, descriptors, in_child};

#[test]
fn fork_splits_the_process() {
    in_child("processes::fork::fork_splits_the_process", || {
        let parent = std::process::id();
        let mut number = 1;
        let pid = forked(|| {
            number += 1;
            i32::from(std::os::unix::process::parent_id() == parent && number == 2)
        });
        assert!(pid > 0);
        assert_eq!((status_of(pid).code(), number), (Some(1), 1));
    });
}

static CALLS: Mutex<Vec<&str>> = Mutex::new(Vec::new());

fn note(call: &'static str) -> impl Fn() + Send + Sync {
    move || CALLS.lock().unwrap().push(call)
}

fn calls() -> String {
    std::mem::take(&mut *CALLS.lock().unwrap()).join(" ")
}

fn register() {
    let all =
        |a, b, c| AtFork::new().before(note(a)).after_in_parent(note(b)).after_in_child(note(c));
    os::register_at_fork(all("before1", "parent1", "child1"));
    os::register_at_fork(AtFork::new().before(note("before2")));
    os::register_at_fork(AtFork::new());
    os::register_at_fork(all("before3", "parent3", "child3"));
}

#[test]
fn hooks_come_in_order() {
    in_child("processes::fork::hooks_come_in_order", || {
        const BEFORE: &str = "before3 before2 before1";
        register();
        let pid = forked(|| i32::from(calls() == format!("{BEFORE} child1 child3")));
        assert_eq!(status_of(pid).code(), Some(1));
        assert_eq!(calls(), format!("{BEFORE} parent1 parent3"));

        // SAFETY: see `forked`.
        let (pid, terminal) = unsafe { os::forkpty() }.unwrap();
        if pid == 0 {
            os::_exit(i32::from(calls() == format!("{BEFORE} child1 child3")));
        }
        assert_eq!(status_of(pid).code(), Some(1));
        assert_eq!(calls(), format!("{BEFORE} parent1 parent3"));
        drop(terminal);

        // A child that only becomes a program calls none of them.
        assert!(os::system("true").unwrap().success());
        assert_eq!(os::spawnv(os::P_WAIT, "/bin/true", ["true"]).unwrap(), 0);
        assert_eq!(os::spawnv(os::P_WAIT, "/missing", ["missing"]).unwrap(), 127);
        assert_eq!(calls(), "");
    });
}

#[test]
fn a_hook_may_register_and_fork() {
    in_child("processes::fork::a_hook_may_register_and_fork", || {
        os::register_at_fork(AtFork::new().after_in_parent(|| {
            os::register_at_fork(AtFork::new().before(note("late")));
        }));
        os::register_at_fork(AtFork::new().after_in_child(note("child")));
        assert_eq!(status_of(forked(|| 0)).code(), Some(0));
        assert_eq!(calls(), "");
        // The child of a child goes through the hooks again.
        let pid = forked(|| {
            status_of(forked(|| i32::from(calls() == "late child late child"))).code().unwrap()
        });
        assert_eq!(status_of(pid).code(), Some(1));
    });
}

#[test]
fn a_fork_that_fails_is_told_to_the_parents_hooks() {
    as_nobody("processes::fork::a_fork_that_fails_is_told_to_the_parents_hooks", || {
        limit(libc::RLIMIT_NPROC as i32, 0);
        register();
        let before = descriptors();
        // SAFETY: see `forked`.
        let result = unsafe { os::fork() };
        if matches!(result, Ok(0)) {
            os::_exit(0);
        }
        if let Ok(pid) = result {
            println!("skipped: the limit of processes does not bind here");
            status_of(pid);
            return;
        }
        assert_eq!(result.unwrap_err().kind(), ErrorKind::BlockingIo);
        assert_eq!(calls(), "before3 before2 before1 parent1 parent3");
        // SAFETY: see `forked`.
        assert_eq!(unsafe { os::forkpty() }.unwrap_err().kind(), ErrorKind::BlockingIo);
        assert_eq!(descriptors(), before);
    });
}

#[test]
fn a_veto_leaves_one_process() {
    in_child("processes::fork::a_veto_leaves_one_process", || {
        register();
        audit::add_hook(|event| match event.name() {
            "os.fork" | "os.forkpty" if event.args().is_empty() => {
                Err(ostler::Error::vetoed("alone"))
            }
            _ => Ok(()),
        });
        // SAFETY: there will be no child.
        unsafe {
            assert_eq!(os::fork().unwrap_err().kind(), ErrorKind::Vetoed);
            assert_eq!(os::forkpty().unwrap_err().kind(), ErrorKind::Vetoed);
        }
        assert_eq!(calls(), "");
    });
}

/// Forks a child on a new terminal.
fn on_terminal(body: impl FnOnce() -> i32) -> (i32, OwnedFd) {
    // SAFETY: see `forked`.
    let (pid, terminal) = unsafe { os::forkpty() }.unwrap();
    if pid == 0 {
        os::_exit(if terminal.is_some() { 90 } else { body() });
    }
    (pid, terminal.unwrap())
}

#[test]
fn forkpty_gives_the_child_a_terminal() {
    in_child("processes::fork::forkpty_gives_the_child_a_terminal", || {
        let before = descriptors();
        let (pid, terminal) = on_terminal(|| {
            let me = libc!(getpid());
            let session = libc!(getsid(0)) == me && libc!(tcgetpgrp(0)) == me;
            let terminals = (0..3).all(|fd| libc!(isatty(fd)) == 1);
            let inheritable = (0..3).all(|fd| libc!(fcntl(fd, libc::F_GETFD)) == 0);
            let controlling = std::fs::File::open("/dev/tty").is_ok();
            let mut line = String::new();
            std::io::stdin().read_line(&mut line).unwrap();
            println!("got {line}");
            i32::from(session)
                + 2 * i32::from(terminals)
                + 4 * i32::from(inheritable)
                + 8 * i32::from(controlling)
        });
        let flags = libc!(fcntl(terminal.as_raw_fd(), libc::F_GETFD));
        assert_eq!(flags, libc::FD_CLOEXEC);
        assert_eq!(descriptors(), before + 1, "only the terminal's side is left");

        let mut terminal = std::fs::File::from(terminal);
        terminal.write_all(b"hello\n").unwrap();
        let mut text = Vec::new();
        let mut buffer = [0; 64];
        // Once the child has ended reading is EIO.
        while let Ok(count @ 1..) = terminal.read(&mut buffer) {
            text.extend_from_slice(&buffer[..count]);
        }
        assert!(String::from_utf8_lossy(&text).contains("got hello"), "{text:?}");
        assert_eq!(status_of(pid).code(), Some(15));
    });
}

#[test]
fn forkpty_with_standard_descriptors_closed() {
    in_child("processes::fork::forkpty_with_standard_descriptors_closed", || {
        // In a child: the harness needs its output.
        let pid = forked(|| {
            (0..3).for_each(|fd| assert_eq!(libc!(close(fd)), 0));
            let (pid, _terminal) = on_terminal(|| {
                let terminals = (0..3).all(|fd| libc!(isatty(fd)) == 1);
                let inheritable = (0..3).all(|fd| libc!(fcntl(fd, libc::F_GETFD)) == 0);
                i32::from(terminals && inheritable)
            });
            status_of(pid).code().unwrap()
        });
        assert_eq!(status_of(pid).code(), Some(1));
    });
}
