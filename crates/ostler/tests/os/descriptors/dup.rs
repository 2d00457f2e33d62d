//! Duplicates and file objects.

use std::io::Write as _;
use std::os::fd::{AsRawFd as _, FromRawFd as _, OwnedFd};

use ostler::{ErrorKind, errno, os};

use super::errno;
use crate::support::{descriptors, in_child};

#[test]
fn a_duplicate_shares_the_offset() {
    let file = tempfile::tempfile().unwrap();
    let copy = os::dup(&file).unwrap();
    assert_ne!(copy.as_raw_fd(), file.as_raw_fd());
    os::write(&copy, b"12345").unwrap();
    assert_eq!(os::lseek(&file, 0, os::SEEK_CUR).unwrap(), 5);
}

#[test]
fn dup2_keeps_the_number_and_changes_the_file() {
    let (r, w) = os::pipe().unwrap();
    for inheritable in [true, false] {
        let mut target = os::open("/dev/null", os::O_WRONLY).unwrap();
        let number = target.as_raw_fd();
        os::dup2(&w, &mut target, inheritable).unwrap();
        assert_eq!(target.as_raw_fd(), number);
        assert_eq!(os::get_inheritable(&target).unwrap(), inheritable);
        os::write(&target, b"x").unwrap();
        assert_eq!(os::read(&r, 10).unwrap(), b"x");
    }
}

#[test]
fn dup2_by_number_opens_and_replaces() {
    in_child("descriptors::dup::dup2_by_number_opens_and_replaces", || {
        let (r, w) = os::pipe().unwrap();
        // SAFETY: nobody else has opened so many; the test owns the number afterwards.
        let owned = unsafe {
            assert_eq!(os::dup2_raw(&w, 600, false).unwrap(), 600);
            assert_eq!(os::dup2_raw(&w, 600, true).unwrap(), 600, "again, over the first");
            OwnedFd::from_raw_fd(600)
        };
        assert!(os::get_inheritable(&owned).unwrap());
        drop(w);
        drop(owned);
        assert_eq!(os::read(&r, 1).unwrap(), b"", "no writer is left");
        // SAFETY: refused.
        unsafe {
            assert_eq!(errno(os::dup2_raw(&r, -1, true)), Some(errno::EBADF));
            assert_eq!(errno(os::dup2_raw(&r, i32::MAX, false)), Some(errno::EBADF));
            let same = r.as_raw_fd();
            assert_eq!(os::dup2_raw(&r, same, true).unwrap(), same);
            assert!(!os::get_inheritable(&r).unwrap(), "onto itself changes nothing");
            assert_eq!(errno(os::dup2_raw(&r, same, false)), Some(errno::EINVAL));
        }
    });
}

#[test]
fn duplicates_run_out() {
    in_child("descriptors::dup::duplicates_run_out", || {
        let limit = libc::rlimit { rlim_cur: 64, rlim_max: 64 };
        // SAFETY: the structure is valid.
        assert_eq!(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) }, 0);
        let mut held = Vec::new();
        let error = loop {
            match os::dup(std::io::stdin()) {
                Ok(fd) => held.push(fd),
                Err(error) => break error,
            }
        };
        assert_eq!(error.errno(), Some(errno::EMFILE));
        assert_eq!(errno(os::pipe()), Some(errno::EMFILE));
        held.pop();
        // Room for one, not for both.
        assert_eq!(errno(os::openpty()), Some(errno::EMFILE));
        assert_eq!(errno(os::pipe()), Some(errno::EMFILE));
        os::dup(std::io::stdin()).unwrap();
    });
}

#[test]
fn fdopen_reads_and_writes() {
    let (r, w) = os::pipe().unwrap();
    os::fdopen(w).unwrap().write_all(b"text").unwrap();
    assert_eq!(std::io::read_to_string(os::fdopen(r).unwrap()).unwrap(), "text");
    os::fdopen(std::fs::File::open("/dev/null").unwrap()).unwrap();
}

#[test]
fn fdopen_refuses_a_directory() {
    in_child("descriptors::dup::fdopen_refuses_a_directory", || {
        let before = descriptors();
        let dir = os::open("/", os::O_RDONLY).unwrap();
        assert_eq!(os::fdopen(dir).unwrap_err().kind(), ErrorKind::IsADirectory);
        assert_eq!(descriptors(), before);
    });
}
