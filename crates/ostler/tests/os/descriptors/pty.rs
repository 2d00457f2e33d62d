//! Pseudo-terminals.

use std::os::fd::AsRawFd as _;
use std::os::unix::fs::FileTypeExt as _;

use ostler::{errno, os};

use super::{errno, fork};
use crate::support::{descriptors, in_child};

#[test]
fn both_ends_talk() {
    let (master, terminal) = os::openpty().unwrap();
    assert!(os::isatty(&master) && os::isatty(&terminal));
    os::write(&terminal, b"out\n").unwrap();
    // It may come in parts.
    let mut seen = Vec::new();
    while seen.len() < 5 {
        seen.extend(os::read(&master, 100).unwrap());
    }
    assert_eq!(seen, b"out\r\n", "the terminal's own treatment");
    os::write(&master, b"in\n").unwrap();
    assert_eq!(os::read(&terminal, 100).unwrap(), b"in\n");
}

#[test]
fn step_by_step() {
    let master = os::posix_openpt(os::O_RDWR | os::O_NOCTTY | os::O_NONBLOCK).unwrap();
    assert!(!os::get_blocking(&master).unwrap());
    let name = os::ptsname(&master).unwrap();
    assert!(std::fs::metadata(&name).unwrap().file_type().is_char_device());
    os::grantpt(&master).unwrap();
    assert_eq!(errno(os::open(&name, os::O_RDWR | os::O_NOCTTY)), Some(errno::EIO), "locked");
    os::unlockpt(&master).unwrap();
    let terminal = os::open(&name, os::O_RDWR | os::O_NOCTTY).unwrap();
    assert_eq!(os::ttyname(&terminal).unwrap(), name);
    assert_eq!(errno(os::ptsname(&terminal)), Some(errno::ENOTTY));
}

#[test]
fn names_are_each_threads_own() {
    let masters: Vec<_> =
        (0..8).map(|_| os::posix_openpt(os::O_RDWR | os::O_NOCTTY).unwrap()).collect();
    let names: Vec<_> = masters.iter().map(|master| os::ptsname(master).unwrap()).collect();
    std::thread::scope(|scope| {
        for (master, name) in masters.iter().zip(&names) {
            scope.spawn(move || {
                for _ in 0..500 {
                    assert_eq!(&os::ptsname(master).unwrap(), name);
                }
            });
        }
    });
    let mut distinct = names.clone();
    distinct.dedup();
    assert_eq!(distinct, names);
}

#[test]
fn what_is_no_master() {
    let null = std::fs::File::open("/dev/null").unwrap();
    for result in [os::grantpt(&null), os::unlockpt(&null), os::ptsname(&null).map(drop)] {
        assert!(matches!(errno(result), Some(errno::EINVAL | errno::ENOTTY)));
    }
}

#[test]
fn login_tty_moves_in() {
    in_child("descriptors::pty::login_tty_moves_in", || {
        let (master, terminal) = os::openpty().unwrap();
        let name = os::ttyname(&terminal).unwrap();
        let child = fork(|| {
            let number = terminal.as_raw_fd();
            let before = descriptors();
            os::login_tty(terminal).unwrap();
            assert_eq!(descriptors(), before - 1, "number {number} is given up");
            assert_eq!(os::ttyname(std::io::stdin()).unwrap(), name);
            assert_eq!(os::ttyname(std::io::stderr()).unwrap(), name);
            assert!(os::get_inheritable(std::io::stdout()).unwrap());
            // SAFETY: these have no preconditions.
            let (pid, group, session) =
                unsafe { (libc::getpid(), libc::getpgrp(), libc::getsid(0)) };
            assert_eq!((group, session), (pid, pid));
            assert_eq!(os::tcgetpgrp(std::io::stdin()).unwrap(), pid);
            os::write(std::io::stdout(), b"at home").unwrap();
            // Until it has been read.
            os::read(std::io::stdin(), 10).unwrap();
            0
        });
        assert_eq!(os::read(&master, 100).unwrap(), b"at home");
        os::write(&master, b"\n").unwrap();
        assert_eq!(child.wait(), 0);
    });
}

#[test]
fn login_tty_of_a_standard_stream_is_for_programs_too() {
    in_child("descriptors::pty::login_tty_of_a_standard_stream_is_for_programs_too", || {
        let (_master, terminal) = os::openpty().unwrap();
        let child = fork(|| {
            // SAFETY: the child's standard input is its own to close.
            unsafe { os::close_raw(0).unwrap() };
            let stdin = os::dup(&terminal).unwrap();
            assert_eq!((stdin.as_raw_fd(), os::get_inheritable(&stdin).unwrap()), (0, false));
            os::login_tty(stdin).unwrap();
            i32::from(!os::get_inheritable(std::io::stdin()).unwrap())
        });
        assert_eq!(child.wait(), 0);
    });
}

#[test]
fn login_tty_to_no_terminal_changes_nothing() {
    in_child("descriptors::pty::login_tty_to_no_terminal_changes_nothing", || {
        let child = fork(|| {
            let before = descriptors();
            let memory = os::memfd_create("no terminal").unwrap();
            assert_eq!(errno(os::login_tty(memory)), Some(errno::ENOTTY));
            assert_eq!(descriptors(), before);
            assert!(!os::isatty(std::io::stdin()));
            0
        });
        assert_eq!(child.wait(), 0);
    });
}

#[test]
fn nothing_leaks() {
    in_child("descriptors::pty::nothing_leaks", || {
        let before = descriptors();
        for _ in 0..20 {
            drop(os::openpty().unwrap());
            drop(os::posix_openpt(os::O_RDWR).unwrap());
        }
        assert_eq!(descriptors(), before);
    });
}
