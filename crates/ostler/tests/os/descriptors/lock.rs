//! Record locks, contested by another process.

use std::os::fd::AsRawFd as _;
use std::time::{Duration, Instant};

use ostler::{ErrorKind, errno, os};

use super::{errno, fork, locker};
use crate::support::in_child;

fn blocked(result: ostler::Result<()>) -> bool {
    matches!(result.unwrap_err().errno(), Some(errno::EACCES | errno::EAGAIN))
}

/// What another process finds: 0 if it gets a lock of `len` at `offset`, 1 if somebody has it.
fn other(file: &std::fs::File, cmd: os::LockCmd, offset: i64, len: i64) -> i32 {
    fork(|| {
        os::lseek(file, offset, os::SEEK_SET).unwrap();
        match os::lockf(file, cmd, len) {
            Ok(()) => 0,
            error => i32::from(blocked(error)),
        }
    })
    .wait()
}

#[test]
fn locks_keep_others_out() {
    in_child("descriptors::lock::locks_keep_others_out", || {
        let file = tempfile::tempfile().unwrap();
        os::lseek(&file, 100, os::SEEK_SET).unwrap();
        os::lockf(&file, os::F_LOCK, 10).unwrap();
        for cmd in [os::F_TLOCK, os::F_TEST] {
            assert_eq!(other(&file, cmd, 100, 10), 1);
            assert_eq!(other(&file, cmd, 109, 1), 1);
            assert_eq!(other(&file, cmd, 110, 10), 0, "behind");
            assert_eq!(other(&file, cmd, 0, 100), 0, "before");
            assert_eq!(other(&file, cmd, 0, 0), 1, "to the end");
        }
        // The child moved the offset they share.
        os::lseek(&file, 100, os::SEEK_SET).unwrap();
        os::lockf(&file, os::F_TLOCK, 10).unwrap();
        os::lockf(&file, os::F_TEST, 10).unwrap();
        os::lockf(&file, os::F_ULOCK, 5).unwrap();
        assert_eq!(other(&file, os::F_TLOCK, 100, 5), 0, "the first half is free");
        assert_eq!(other(&file, os::F_TLOCK, 105, 5), 1);
    });
}

#[test]
fn negative_lengths_lie_before_the_offset() {
    in_child("descriptors::lock::negative_lengths_lie_before_the_offset", || {
        let file = tempfile::tempfile().unwrap();
        os::lseek(&file, 100, os::SEEK_SET).unwrap();
        os::lockf(&file, os::F_LOCK, -10).unwrap();
        assert_eq!(other(&file, os::F_TEST, 90, 10), 1);
        assert_eq!(other(&file, os::F_TEST, 89, 1), 0);
        assert_eq!(other(&file, os::F_TEST, 100, 0), 0);
        os::lseek(&file, 5, os::SEEK_SET).unwrap();
        assert_eq!(errno(os::lockf(&file, os::F_LOCK, -10)), Some(errno::EINVAL));
        assert!(os::lockf(&file, os::F_LOCK, i64::MIN).is_err());
        os::lockf(&file, os::F_LOCK, i64::MAX - 5).unwrap();
        assert!(os::lockf(&file, os::F_LOCK, i64::MAX).is_err(), "the end is beyond the last byte");
    });
}

#[test]
fn a_lock_is_waited_for() {
    in_child("descriptors::lock::a_lock_is_waited_for", || {
        let file = tempfile::tempfile().unwrap();
        let (holder, tell) = locker(&file);
        assert!(blocked(os::lockf(&file, os::F_TLOCK, 0)));
        let started = Instant::now();
        let teller = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(300));
            os::write(&tell, b"!").unwrap();
        });
        os::lockf(&file, os::F_LOCK, 0).unwrap();
        assert!(started.elapsed() > Duration::from_millis(100));
        teller.join().unwrap();
        assert_eq!(holder.wait(), 0);
    });
}

#[test]
fn waiting_in_a_circle_is_refused() {
    in_child("descriptors::lock::waiting_in_a_circle_is_refused", || {
        let file = tempfile::tempfile().unwrap();
        // Offsets of their own, so that the two do not move each other's.
        let path = format!("/proc/self/fd/{}", file.as_raw_fd());
        let (r, w) = os::pipe().unwrap();
        os::lockf(&file, os::F_LOCK, 1).unwrap();
        let second = fork(|| {
            let mine = os::open(&path, os::O_RDWR).unwrap();
            os::lseek(&mine, 1, os::SEEK_SET).unwrap();
            os::lockf(&mine, os::F_LOCK, 1).unwrap();
            os::write(&w, b"!").unwrap();
            os::lseek(&mine, 0, os::SEEK_SET).unwrap();
            i32::from(os::lockf(&mine, os::F_LOCK, 1).is_err())
        });
        os::read(&r, 1).unwrap();
        second.until_asleep();
        os::lseek(&file, 1, os::SEEK_SET).unwrap();
        assert_eq!(errno(os::lockf(&file, os::F_LOCK, 1)), Some(errno::EDEADLK));
        os::lseek(&file, 0, os::SEEK_SET).unwrap();
        os::lockf(&file, os::F_ULOCK, 1).unwrap();
        assert_eq!(second.wait(), 0);
    });
}

#[test]
fn what_cannot_be_locked() {
    let read_only = std::fs::File::open("/proc/self/exe").unwrap();
    assert_eq!(errno(os::lockf(&read_only, os::F_LOCK, 0)), Some(errno::EBADF));
    let file = tempfile::tempfile().unwrap();
    let unknown = os::LockCmd::from_raw(99);
    let refused = os::lockf(&file, unknown, 0).unwrap_err();
    assert_eq!((refused.errno(), refused.kind()), (Some(errno::EINVAL), ErrorKind::Os));
    let place = os::open("/", os::O_PATH).unwrap();
    assert_eq!(errno(os::lockf(&place, os::F_ULOCK, 0)), Some(errno::EBADF));
}
