//! Terminals.

use std::os::fd::AsRawFd as _;

use ostler::os::{self, TerminalSize};
use ostler::{ErrorKind, errno};

use super::{errno, fork};
use crate::support::in_child;

fn resize(terminal: &impl std::os::fd::AsRawFd, columns: u16, lines: u16) {
    let size = libc::winsize { ws_row: lines, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: the structure is valid.
    assert_eq!(unsafe { libc::ioctl(terminal.as_raw_fd(), libc::TIOCSWINSZ, &raw const size) }, 0);
}

#[test]
fn a_terminal_knows_itself() {
    let (master, terminal) = os::openpty().unwrap();
    assert!(os::isatty(&terminal));
    assert_eq!(os::ttyname(&terminal).unwrap(), os::ptsname(&master).unwrap());
    let by_kernel = std::fs::read_link(format!("/proc/self/fd/{}", terminal.as_raw_fd())).unwrap();
    assert_eq!(os::ttyname(&terminal).unwrap(), by_kernel);
    let file = tempfile::tempfile().unwrap();
    assert!(!os::isatty(&file));
    assert_eq!(errno(os::ttyname(&file)), Some(errno::ENOTTY));
    assert_eq!(errno(os::tcgetpgrp(&file)), Some(errno::ENOTTY));
    assert_eq!(errno(os::tcsetpgrp(&file, 1)), Some(errno::ENOTTY));
}

#[test]
fn the_size_is_the_windows() {
    let (master, terminal) = os::openpty().unwrap();
    resize(&master, 132, 43);
    let size = TerminalSize { columns: 132, lines: 43 };
    assert_eq!(os::get_terminal_size_with(&terminal).unwrap(), size);
    assert_eq!(os::get_terminal_size_with(&master).unwrap(), size);
    resize(&terminal, u16::MAX, u16::MAX);
    assert_eq!(os::get_terminal_size_with(&terminal).unwrap().columns, u16::MAX);
    let file = tempfile::tempfile().unwrap();
    assert_eq!(errno(os::get_terminal_size_with(&file)), Some(errno::ENOTTY));
}

#[test]
fn the_size_of_standard_output() {
    in_child("descriptors::terminal::the_size_of_standard_output", || {
        assert_eq!(errno(os::get_terminal_size()), Some(errno::ENOTTY), "a pipe to the parent");
        let (master, terminal) = os::openpty().unwrap();
        resize(&master, 99, 7);
        let child = fork(|| {
            os::login_tty(terminal).unwrap();
            let size = os::get_terminal_size().unwrap();
            i32::from(size != TerminalSize { columns: 99, lines: 7 })
        });
        assert_eq!(child.wait(), 0);
    });
}

extern "C" fn nothing(_signal: i32) {}

/// Without `SA_RESTART`.
fn handle(signal: i32, handler: libc::sighandler_t) {
    // SAFETY: a zeroed action is valid, and the handler does nothing.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handler;
        assert_eq!(libc::sigaction(signal, &raw const action, std::ptr::null_mut()), 0);
    }
}

#[test]
fn the_foreground_changes_hands() {
    in_child("descriptors::terminal::the_foreground_changes_hands", || {
        let (master, terminal) = os::openpty().unwrap();
        assert_eq!(errno(os::tcgetpgrp(&terminal)), Some(errno::ENOTTY), "nobody's terminal");
        let shell = fork(|| {
            os::login_tty(terminal).unwrap();
            let tty = std::io::stdin();
            // SAFETY: getpid has no preconditions.
            let shell = unsafe { libc::getpid() };
            let job = fork(|| {
                // SAFETY: these have no preconditions.
                let job = unsafe {
                    libc::setpgid(0, 0);
                    libc::getpid()
                };
                // In the background an attempt is a signal.
                handle(libc::SIGTTOU, nothing as *const () as libc::sighandler_t);
                assert_eq!(os::tcsetpgrp(&tty, job).unwrap_err().kind(), ErrorKind::Interrupted);
                assert_eq!(os::tcgetpgrp(&tty).unwrap(), shell);
                handle(libc::SIGTTOU, libc::SIG_IGN);
                os::tcsetpgrp(&tty, job).unwrap();
                assert_eq!(os::tcgetpgrp(&tty).unwrap(), job);
                0
            });
            assert_eq!(job.wait(), 0);
            handle(libc::SIGTTOU, libc::SIG_IGN);
            os::tcsetpgrp(&tty, shell).unwrap();
            assert_eq!(os::tcgetpgrp(&tty).unwrap(), shell);
            assert_eq!(errno(os::tcsetpgrp(&tty, -1)), Some(errno::EINVAL));
            assert!(os::tcsetpgrp(&tty, i32::MAX).is_err());
            0
        });
        assert_eq!(shell.wait(), 0);
        drop(master);
    });
}

#[test]
fn the_encoding_is_the_environments() {
    in_child("descriptors::terminal::the_encoding_is_the_environments", || {
        use std::os::unix::ffi::OsStrExt as _;
        let (_master, terminal) = os::openpty().unwrap();
        let set = |name: &str, value: &[u8]| {
            // SAFETY: this process has no other thread that reads the environment.
            unsafe { std::env::set_var(name, std::ffi::OsStr::from_bytes(value)) };
            os::device_encoding(&terminal)
        };
        set("LC_ALL", b"");
        set("LC_CTYPE", b"");
        assert_eq!(set("LANG", b"C.UTF-8").as_deref(), Some("UTF-8"));
        let plain = set("LC_CTYPE", b"C").unwrap();
        assert_ne!(plain, "UTF-8", "the more particular variable wins");
        assert_eq!(set("LC_ALL", b"C.UTF-8").as_deref(), Some("UTF-8"));
        assert_eq!(set("LC_ALL", b"no_SUCH.locale"), Some(plain.clone()));
        assert_eq!(set("LC_ALL", b"\xff\xfe"), Some(plain.clone()));
        assert_eq!(set("LC_ALL", &[b'x'; 5000]), Some(plain));
        assert_eq!(os::device_encoding(tempfile::tempfile().unwrap()), None);
    });
}
