//! `system`.

use ostler::{ErrorKind, os, signal};

use super::{forked, raw_name, status_of};
use crate::support::in_child;

#[test]
fn the_shell_runs_the_command() {
    assert_eq!(os::system("exit 3").unwrap().code(), Some(3));
    assert_eq!(os::system("kill -TERM $$").unwrap().signal(), Some(signal::SIGTERM));
    assert_eq!(os::system("ostler-has-no-such-command 2>/dev/null").unwrap().code(), Some(127));
    assert!(os::system("").unwrap().success());
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(raw_name());
    let mut command = std::ffi::OsString::from("printf x > '");
    command.push(&file);
    command.push("'");
    assert!(os::system(&command).unwrap().success());
    assert_eq!(std::fs::read(&file).unwrap(), b"x");
}

#[test]
fn a_nul_byte_is_refused() {
    assert_eq!(os::system("true\0").unwrap_err().kind(), ErrorKind::Value);
}

#[test]
fn an_interrupt_is_the_commands_not_ours() {
    in_child("processes::system::an_interrupt_is_the_commands_not_ours", || {
        let pid = forked(|| {
            libc!(setsid());
            // Whoever runs the tests in the background may have it ignored.
            libc!(signal(libc::SIGINT, libc::SIG_DFL));
            // The shell signals its parent, which must not mind while it waits.
            let status = os::system("kill -INT $PPID; kill -QUIT $PPID; exit 4").unwrap();
            let own = libc!(signal(libc::SIGINT, libc::SIG_DFL));
            if own == libc::SIG_DFL { status.code().unwrap() } else { 90 }
        });
        assert_eq!(status_of(pid).code(), Some(4));
    });
}

#[test]
fn other_children_are_left_alone() {
    in_child("processes::system::other_children_are_left_alone", || {
        let other = forked(|| 9);
        assert!(os::system("true").unwrap().success());
        assert_eq!(status_of(other).code(), Some(9));
    });
}
