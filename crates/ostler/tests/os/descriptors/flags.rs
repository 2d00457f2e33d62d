//! Blocking and inheritance.

use std::os::fd::{AsRawFd as _, OwnedFd};
use std::process::{Command, Stdio};

use ostler::{ErrorKind, os};

/// The kernel's word on `FD_CLOEXEC`.
fn close_on_exec(fd: &OwnedFd) -> bool {
    // SAFETY: F_GETFD changes nothing.
    unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_GETFD) & libc::FD_CLOEXEC != 0 }
}

#[test]
fn what_is_opened_is_not_inheritable() {
    let tmp = tempfile::tempdir().unwrap();
    let dir = os::open(tmp.path(), os::O_RDONLY | os::O_DIRECTORY).unwrap();
    let (r, w) = os::pipe().unwrap();
    let (r2, w2) = os::pipe2(os::O_CLOEXEC).unwrap();
    let (master, terminal) = os::openpty().unwrap();
    let mut replaced = os::dup(&r).unwrap();
    os::dup2(&w, &mut replaced, false).unwrap();
    let at = os::At::dir(&dir);
    let made = os::O_RDWR | os::O_CREAT;
    let opened = os::open_with("a", made, 0o600, at).unwrap();
    let beneath = os::open_with("b", made, 0o600, at.beneath()).unwrap();
    let all = [
        ("openpt", os::posix_openpt(os::O_RDWR | os::O_NOCTTY).unwrap()),
        ("openpt2", os::posix_openpt(os::O_RDWR | os::O_CLOEXEC).unwrap()),
        ("dup", os::dup(&dir).unwrap()),
        ("memfd", os::memfd_create("m").unwrap()),
        ("eventfd", os::eventfd(0).unwrap()),
        ("timerfd", os::timerfd_create(ostler::time::CLOCK_MONOTONIC).unwrap()),
        (
            "timerfd flags",
            os::timerfd_create_with(ostler::time::CLOCK_REALTIME, os::TFD_NONBLOCK).unwrap(),
        ),
        ("open", dir),
        ("open_with", opened),
        ("beneath", beneath),
        ("pipe r", r),
        ("pipe w", w),
        ("pipe2 r", r2),
        ("pipe2 w", w2),
        ("master", master),
        ("terminal", terminal),
        ("dup2", replaced),
    ];
    for (name, fd) in &all {
        assert!(close_on_exec(fd), "{name}");
        assert!(!os::get_inheritable(fd).unwrap(), "{name}");
    }
}

#[test]
fn flags_given_in_full_are_taken_at_their_word() {
    let (r, w) = os::pipe2(os::O_NONBLOCK).unwrap();
    assert!(os::get_inheritable(&r).unwrap() && os::get_inheritable(&w).unwrap());
    assert!(!os::get_blocking(&r).unwrap() && !os::get_blocking(&w).unwrap());
    let bad = os::pipe2(os::O_CREAT).unwrap_err();
    assert_eq!(bad.errno(), Some(ostler::errno::EINVAL));
}

#[test]
fn packets_keep_apart() {
    let (r, w) = os::pipe2(os::O_DIRECT | os::O_CLOEXEC).unwrap();
    os::write(&w, b"one").unwrap();
    os::write(&w, b"two").unwrap();
    assert_eq!(os::read(&r, 100).unwrap(), b"one");
    assert_eq!(os::read(&r, 100).unwrap(), b"two");
}

#[test]
fn blocking_is_of_the_open_file() {
    let (r, _w) = os::pipe().unwrap();
    let copy = os::dup(&r).unwrap();
    assert!(os::get_blocking(&r).unwrap());
    os::set_blocking(&r, false).unwrap();
    assert!(!os::get_blocking(&copy).unwrap());
    assert_eq!(os::read(&copy, 1).unwrap_err().kind(), ErrorKind::BlockingIo);
    os::set_blocking(&copy, true).unwrap();
    assert!(os::get_blocking(&r).unwrap());
}

#[test]
fn blocking_leaves_the_other_flags() {
    let tmp = tempfile::NamedTempFile::new().unwrap();
    let file = os::open(tmp.path(), os::O_RDWR | os::O_APPEND).unwrap();
    os::set_blocking(&file, false).unwrap();
    // SAFETY: F_GETFL changes nothing.
    let flags = unsafe { libc::fcntl(file.as_raw_fd(), libc::F_GETFL) };
    assert_eq!(flags & libc::O_APPEND, libc::O_APPEND);
    assert_eq!(flags & libc::O_NONBLOCK, libc::O_NONBLOCK);
}

#[test]
fn inheritance_is_of_the_descriptor() {
    let (r, _w) = os::pipe().unwrap();
    os::set_inheritable(&r, true).unwrap();
    assert!(!close_on_exec(&r));
    assert!(!os::get_inheritable(os::dup(&r).unwrap()).unwrap(), "a duplicate has its own");
    os::set_inheritable(&r, true).unwrap();
    os::set_inheritable(&r, false).unwrap();
    assert!(close_on_exec(&r));
}

#[test]
fn inheritance_works_where_reading_does_not() {
    let place = os::open("/", os::O_PATH).unwrap();
    os::set_inheritable(&place, true).unwrap();
    assert!(os::get_inheritable(&place).unwrap());
    assert!(os::get_blocking(&place).unwrap());
    let refused = os::set_blocking(&place, false).unwrap_err();
    assert_eq!(refused.errno(), Some(ostler::errno::EBADF));
}

#[test]
fn a_program_gets_what_is_inheritable_and_nothing_else() {
    crate::support::in_child(
        "descriptors::flags::a_program_gets_what_is_inheritable_and_nothing_else",
        || {
            let (kept, lost) =
                (os::memfd_create("kept").unwrap(), os::memfd_create("lost").unwrap());
            os::set_inheritable(&kept, true).unwrap();
            let script = "ls -l /proc/self/fd";
            let output =
                Command::new("sh").args(["-c", script]).stdin(Stdio::null()).output().unwrap();
            let list = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(list.contains(&format!("{} -> /memfd:kept", kept.as_raw_fd())), "{list}");
            assert!(!list.contains("memfd:lost"), "{list}");
            drop(lost);
        },
    );
}
