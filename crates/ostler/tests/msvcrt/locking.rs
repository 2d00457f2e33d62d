use std::fs::File;
use std::io::{BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use ostler::errno;
use ostler::fd::{AsRawFd as _, OwnedFd};
use ostler::msvcrt::{
    LK_LOCK, LK_NBLCK, LK_NBRLCK, LK_RLCK, LK_UNLCK, LockMode, locking, open_osfhandle,
};

use crate::support::{child, events, file};

const WHICH: &str = "OSTLER_TEST_LOCKED_FILE";

fn open(path: &Path) -> OwnedFd {
    File::options().read(true).write(true).open(path).unwrap().try_into().unwrap()
}

/// Another process that holds the first ten bytes until its input ends.
fn holder(path: &Path) -> Child {
    let mut holder = child("locking::holds_a_lock")
        .env(WHICH, path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(holder.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("held")));
    // The rest is read to the end, lest the child write into a closed pipe.
    std::thread::spawn(move || lines.count());
    holder
}

#[test]
#[ignore = "the part of a child"]
fn holds_a_lock() {
    let fd = open(Path::new(&std::env::var_os(WHICH).unwrap()));
    locking(&fd, LK_NBLCK, 10).unwrap();
    println!("\nheld");
    std::io::stdout().flush().unwrap();
    let _ = std::io::stdin().lines().count();
}

#[test]
fn another_process_holds_it() {
    let tmp = tempfile::NamedTempFile::new().unwrap();
    let mut holder = holder(tmp.path());
    let fd = open(tmp.path());
    for mode in [LK_NBLCK, LK_NBRLCK] {
        assert_eq!(locking(&fd, mode, 1).unwrap_err().errno(), Some(errno::EACCES));
    }
    // Beside it there is nothing.
    let mut file = File::try_from(fd.try_clone().unwrap()).unwrap();
    file.seek(SeekFrom::Start(10)).unwrap();
    locking(&fd, LK_NBLCK, 10).unwrap();
    locking(&fd, LK_UNLCK, 10).unwrap();

    // One that waits gets it once it is free, within a second or so.
    file.rewind().unwrap();
    let waiting = std::thread::spawn(move || {
        let started = Instant::now();
        locking(&fd, LK_LOCK, 10).map(|()| started.elapsed())
    });
    std::thread::sleep(Duration::from_millis(1200));
    drop(holder.stdin.take());
    holder.wait().unwrap();
    let waited = waiting.join().unwrap().unwrap();
    // At the tenth attempt at the latest.
    assert!(waited > Duration::from_secs(1) && waited < Duration::from_secs(15), "{waited:?}");
}

#[test]
fn one_that_waits_gives_up_after_ten_attempts() {
    let tmp = tempfile::NamedTempFile::new().unwrap();
    let mut holder = holder(tmp.path());
    let fd = open(tmp.path());
    let started = Instant::now();
    assert_eq!(locking(&fd, LK_RLCK, 10).unwrap_err().errno(), Some(errno::EDEADLK));
    let waited = started.elapsed();
    assert!(waited > Duration::from_millis(8900) && waited < Duration::from_secs(60), "{waited:?}");
    drop(holder.stdin.take());
    holder.wait().unwrap();
}

#[test]
fn parts_are_unlocked_as_they_were_locked() {
    let tmp = tempfile::NamedTempFile::new().unwrap();
    let (fd, other) = (open(tmp.path()), open(tmp.path()));
    let mut file = File::try_from(fd.try_clone().unwrap()).unwrap();
    locking(&fd, LK_NBLCK, 5).unwrap();
    file.seek(SeekFrom::Start(5)).unwrap();
    locking(&fd, LK_NBLCK, 5).unwrap();
    file.rewind().unwrap();
    // Adjacent, but two.
    assert!(locking(&fd, LK_UNLCK, 10).is_err());
    assert!(locking(&other, LK_NBLCK, 1).is_err());
    locking(&fd, LK_UNLCK, 5).unwrap();
    locking(&other, LK_NBLCK, 5).unwrap();
}

#[test]
fn refusals() {
    let fd = file();
    assert_eq!(locking(&fd, LK_NBLCK, -1).unwrap_err().errno(), Some(errno::EINVAL));
    for mode in [-1, 5, i32::MAX] {
        let error = locking(&fd, LockMode::from_raw(mode), 1).unwrap_err();
        assert_eq!(error.errno(), Some(errno::EINVAL), "{mode}");
    }
    assert_eq!(locking(&fd, LK_UNLCK, 1).unwrap_err().errno(), Some(errno::EACCES));
}

#[test]
fn the_event_comes_first() {
    let seen = events("msvcrt.locking");
    let fd = open_osfhandle(tempfile::tempfile().unwrap(), ostler::msvcrt::O_BINARY).unwrap();
    locking(&fd, LK_NBLCK, 3).unwrap();
    let event = format!("{} {} 3", fd.as_raw_fd(), LK_NBLCK.raw());
    assert!(seen.lock().unwrap().contains(&event), "{seen:?}");
}
