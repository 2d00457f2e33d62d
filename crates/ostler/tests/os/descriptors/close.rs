//! Closing.

use std::os::fd::{AsRawFd as _, FromRawFd as _, IntoRawFd as _, OwnedFd};

use ostler::{errno, os};

use super::errno;
use crate::support::{descriptors, in_child};

fn is_open(number: i32) -> bool {
    // SAFETY: F_GETFD changes nothing.
    unsafe { libc::fcntl(number, libc::F_GETFD) != -1 }
}

/// A duplicate of standard input at this number or above.
fn at_least(number: i32) -> i32 {
    // SAFETY: a new descriptor, owned by the test.
    let fd = unsafe { libc::fcntl(0, libc::F_DUPFD_CLOEXEC, number) };
    assert!(fd >= number);
    fd
}

#[test]
fn close_takes_owners_of_all_kinds() {
    in_child("descriptors::close::close_takes_owners_of_all_kinds", || {
        let before = descriptors();
        os::close(os::dup(std::io::stdin()).unwrap()).unwrap();
        os::close(std::fs::File::open("/dev/null").unwrap()).unwrap();
        os::close(std::os::unix::net::UnixStream::pair().unwrap().0).unwrap();
        assert_eq!(descriptors(), before);
    });
}

#[test]
fn close_reports_what_the_kernel_says() {
    in_child("descriptors::close::close_reports_what_the_kernel_says", || {
        let number = at_least(700);
        // SAFETY: the test owns the number; nobody else uses it.
        unsafe {
            os::close_raw(number).unwrap();
            assert_eq!(errno(os::close_raw(number)), Some(errno::EBADF));
            assert_eq!(errno(os::close_raw(-1)), Some(errno::EBADF));
            assert_eq!(errno(os::close_raw(i32::MAX)), Some(errno::EBADF));
            assert_eq!(errno(os::close(OwnedFd::from_raw_fd(number))), Some(errno::EBADF));
        }
    });
}

fn ranges() {
    let numbers = [at_least(800), at_least(803), at_least(900)];
    let before = descriptors();
    // SAFETY: nobody else has opened so many.
    unsafe {
        os::closerange(803, 803);
        os::closerange(900, 800);
        os::closerange(i32::MIN, -1);
        assert_eq!(descriptors(), before, "empty ranges");
        os::closerange(800, 804);
        assert_eq!(numbers.map(is_open), [false, false, true]);
        os::closerange(790, i32::MAX);
        assert_eq!(numbers.map(is_open), [false; 3]);
        os::closerange(i32::MAX - 1, i32::MAX);
    }
    assert_eq!(descriptors(), before - 3);
    let low = os::dup(std::io::stdin()).unwrap().into_raw_fd();
    // SAFETY: the test owns that one number.
    unsafe { os::closerange(low, low + 1) };
    assert!(!is_open(low) && is_open(0));
}

#[test]
fn closerange_closes_what_is_open() {
    in_child("descriptors::close::closerange_closes_what_is_open", ranges);
}

/// A kernel before 5.9, or a container that allows no call it does not know.
#[test]
fn closerange_without_close_range() {
    in_child("descriptors::close::closerange_without_close_range", || {
        refuse_close_range();
        // SAFETY: empty ranges.
        assert_eq!(unsafe { libc::syscall(libc::SYS_close_range, 5000, 5000, 0) }, -1);
        let started = std::time::Instant::now();
        ranges();
        assert!(started.elapsed().as_secs() < 40, "it must not try two thousand million numbers");
    });
}

fn refuse_close_range() {
    let statement = |code: u32, jt, jf, k| libc::sock_filter { code: code as u16, jt, jf, k };
    let mut program = [
        statement(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, 0, 0, 0),
        statement(libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K, 0, 1, libc::SYS_close_range as u32),
        statement(libc::BPF_RET | libc::BPF_K, 0, 0, libc::SECCOMP_RET_ERRNO | libc::ENOSYS as u32),
        statement(libc::BPF_RET | libc::BPF_K, 0, 0, libc::SECCOMP_RET_ALLOW),
    ];
    let program = libc::sock_fprog { len: program.len() as u16, filter: program.as_mut_ptr() };
    // SAFETY: the program is valid during the call; it is for this thread of a test's own process.
    unsafe {
        assert_eq!(libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
        let mode = libc::SECCOMP_MODE_FILTER;
        assert_eq!(libc::prctl(libc::PR_SET_SECCOMP, mode, &raw const program), 0);
    }
}

#[test]
fn dropped_descriptors_are_closed_too() {
    in_child("descriptors::close::dropped_descriptors_are_closed_too", || {
        let fd = os::dup(std::io::stdin()).unwrap();
        let number = fd.as_raw_fd();
        drop(fd);
        assert!(!is_open(number));
    });
}
