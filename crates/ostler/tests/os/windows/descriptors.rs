use std::io::{Read as _, Write as _};

use ostler::errno;
use ostler::fd::{AsRawFd as _, BorrowedFd};
use ostler::os::{self, At};
use ostler::{ErrorKind, msvcrt};

use super::{Folder, events, is_wine};

#[test]
fn written_and_read() {
    let folder = Folder::new();
    let fd = os::open(folder.path("f"), os::O_RDWR | os::O_CREAT | os::O_BINARY).unwrap();
    assert_eq!(os::write(&fd, b"one\ntwo").unwrap(), 7);
    assert_eq!(os::lseek(&fd, 0, os::SEEK_CUR).unwrap(), 7);
    assert_eq!(os::lseek(&fd, -3, os::SEEK_END).unwrap(), 4);
    assert_eq!(os::read(&fd, 100).unwrap(), b"two");
    assert_eq!(os::read(&fd, 100).unwrap(), b"");
    os::lseek(&fd, 0, os::SEEK_SET).unwrap();
    let mut buffer = [0; 3];
    assert_eq!(os::readinto(&fd, &mut buffer).unwrap(), 3);
    assert_eq!(&buffer, b"one");
    assert_eq!(os::lseek(&fd, -1, os::SEEK_SET).unwrap_err().errno(), Some(errno::EINVAL));
    let odd = os::lseek(&fd, 0, os::Whence::from_raw(9)).unwrap_err();
    assert_eq!(odd.errno(), Some(errno::EINVAL));
    os::fsync(&fd).unwrap();
    os::ftruncate(&fd, 5).unwrap();
    assert_eq!(os::fstat(&fd).unwrap().st_size(), 5);
    assert_eq!(os::ftruncate(&fd, -1).unwrap_err().errno(), Some(errno::EINVAL));
    os::close(fd).unwrap();
    os::truncate(folder.path("f"), 1 << 20).unwrap();
    assert_eq!(os::stat(folder.path("f")).unwrap().st_size(), 1 << 20);
}

/// As in the reference, without `O_BINARY` a descriptor is in text mode.
#[test]
fn lines_end_as_the_mode_says() {
    let folder = Folder::new();
    let path = folder.path("f");
    let fd = os::open(&path, os::O_WRONLY | os::O_CREAT).unwrap();
    assert_eq!(os::write(&fd, b"a\nb\n").unwrap(), 4);
    os::close(fd).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"a\r\nb\r\n");
    let fd = os::open(&path, os::O_RDONLY).unwrap();
    assert_eq!(os::read(&fd, 100).unwrap(), b"a\nb\n");
    msvcrt::setmode(&fd, msvcrt::O_BINARY).unwrap();
    os::lseek(&fd, 0, os::SEEK_SET).unwrap();
    assert_eq!(os::read(&fd, 100).unwrap(), b"a\r\nb\r\n");
}

#[test]
fn open_says_why_not() {
    let folder = Folder::new();
    let missing = os::open(folder.path("f"), os::O_RDONLY).unwrap_err();
    assert_eq!((missing.kind(), missing.winerror()), (ErrorKind::FileNotFound, None));
    assert_eq!(missing.filename(), Some(&*folder.path("f")));
    let path = folder.file("f", "");
    let taken = os::open(&path, os::O_WRONLY | os::O_CREAT | os::O_EXCL).unwrap_err();
    assert_eq!(taken.kind(), ErrorKind::FileExists);
    let folder_itself = os::open(folder.path(""), os::O_RDONLY).unwrap_err();
    assert_eq!(folder_itself.kind(), ErrorKind::PermissionDenied);
    let nul = os::open("a\0b", os::O_RDONLY).unwrap_err();
    assert_eq!((nul.kind(), nul.errno()), (ErrorKind::Value, None));
    let option = os::open_with(&path, os::O_RDONLY, 0, At::cwd().nofollow()).unwrap_err();
    assert_eq!(option.kind(), ErrorKind::NotImplemented);
    // No flags, and flags there are not.
    for bits in [0x7fff_ffff, -1, 0x4_0000] {
        let _ = os::open(folder.path("f"), os::OpenFlags::from_bits_retain(bits));
    }
}

#[test]
fn open_raises_its_event() {
    let seen = events("open");
    let folder = Folder::new();
    let path = folder.file("an event", "");
    os::open(&path, os::O_RDONLY | os::O_BINARY).unwrap();
    let flags = (os::O_BINARY | os::O_NOINHERIT).bits();
    let seen = seen.lock().unwrap();
    assert!(
        seen.iter().any(|e| e.contains("an event") && e.ends_with(&flags.to_string())),
        "{seen:?}"
    );
}

#[test]
fn temporary_files_go_with_the_last_descriptor() {
    let folder = Folder::new();
    let path = folder.path("t");
    let flags = os::O_RDWR | os::O_CREAT | os::O_TEMPORARY | os::O_SHORT_LIVED | os::O_RANDOM;
    let fd = os::open(&path, flags | os::O_EXCL).unwrap();
    let twin = os::dup(&fd).unwrap();
    os::close(fd).unwrap();
    assert!(os::stat(&path).is_ok());
    os::close(twin).unwrap();
    assert_eq!(os::stat(&path).unwrap_err().kind(), ErrorKind::FileNotFound);
}

#[test]
fn pipes() {
    let (r, w) = os::pipe().unwrap();
    assert!(!os::get_inheritable(&r).unwrap() && !os::get_inheritable(&w).unwrap());
    os::write(&w, b"a\r\n\x1ab").unwrap();
    assert_eq!(os::read(&r, 100).unwrap(), b"a\r\n\x1ab");
    let seek = os::lseek(&r, 0, os::SEEK_CUR).unwrap_err().errno();
    assert_eq!(seek, Some(if is_wine() { errno::EINVAL } else { errno::ESPIPE }));
    assert!(ostler::stat::S_ISFIFO(os::fstat(&r).unwrap().st_mode()));
    os::close(w).unwrap();
    assert_eq!(os::read(&r, 100).unwrap(), b"");
    let (r, w) = os::pipe().unwrap();
    os::close(r).unwrap();
    let kind = os::write(&w, b"x").unwrap_err();
    assert!([Some(errno::EPIPE), Some(errno::EINVAL)].contains(&kind.errno()), "{kind}");
}

#[test]
fn pipes_that_do_not_wait() {
    let (r, w) = os::pipe().unwrap();
    assert!(os::get_blocking(&r).unwrap());
    os::set_blocking(&r, false).unwrap();
    assert!(!os::get_blocking(&r).unwrap());
    assert!(os::get_blocking(&w).unwrap());
    os::set_blocking(&r, true).unwrap();
    assert!(os::get_blocking(&r).unwrap());
    let folder = Folder::new();
    let file = os::open(folder.file("f", ""), os::O_RDONLY).unwrap();
    assert!(os::get_blocking(&file).unwrap_err().winerror().is_some());
}

#[test]
fn duplicates() {
    let (r, w) = os::pipe().unwrap();
    let twin = os::dup(&w).unwrap();
    assert!(!os::get_inheritable(&twin).unwrap());
    let mut other = os::dup(&r).unwrap();
    let number = other.as_raw_fd();
    os::dup2(&w, &mut other, true).unwrap();
    assert_eq!(other.as_raw_fd(), number);
    assert!(os::get_inheritable(&other).unwrap());
    os::write(&other, b"x").unwrap();
    os::write(&twin, b"y").unwrap();
    assert_eq!(os::read(&r, 2).unwrap(), b"xy");
    // Far above those that are given out meanwhile.
    const HIGH: i32 = 5000;
    // SAFETY: nobody else has that number, which is closed by number.
    unsafe {
        os::dup2_raw(&r, HIGH, false).unwrap();
        os::closerange(HIGH, HIGH + 1);
        assert_eq!(os::close_raw(HIGH).unwrap_err().errno(), Some(errno::EBADF));
        os::dup2_raw(&r, HIGH, false).unwrap();
        os::close_raw(HIGH).unwrap();
        assert_eq!(os::close_raw(-1).unwrap_err().errno(), Some(errno::EBADF));
        assert_eq!(os::dup2_raw(&r, -1, true).unwrap_err().errno(), Some(errno::EBADF));
    }
}

/// None of these may end the process.
#[test]
fn bad_numbers_are_errors() {
    for number in [-1, -2, 7777, i32::MAX, i32::MIN] {
        // SAFETY: nobody owns these.
        let fd = unsafe { BorrowedFd::borrow_raw(number) };
        assert_eq!(os::read(fd, 1).unwrap_err().errno(), Some(errno::EBADF), "{number}");
        assert_eq!(os::write(fd, b"x").unwrap_err().errno(), Some(errno::EBADF));
        assert_eq!(os::dup(fd).unwrap_err().errno(), Some(errno::EBADF));
        assert_eq!(os::lseek(fd, 0, os::SEEK_SET).unwrap_err().errno(), Some(errno::EBADF));
        assert_eq!(os::fsync(fd).unwrap_err().errno(), Some(errno::EBADF));
        assert_eq!(os::ftruncate(fd, 0).unwrap_err().errno(), Some(errno::EBADF));
        assert_eq!(os::fstat(fd).unwrap_err().errno(), Some(errno::EBADF));
        assert_eq!(os::get_inheritable(fd).unwrap_err().errno(), Some(errno::EBADF));
        assert_eq!(os::set_blocking(fd, true).unwrap_err().errno(), Some(errno::EBADF));
        assert_eq!(os::get_terminal_size_with(fd).unwrap_err().errno(), Some(errno::EBADF));
        assert!(!os::isatty(fd) && os::device_encoding(fd).is_none());
    }
}

#[test]
fn file_objects() {
    let (r, w) = os::pipe().unwrap();
    os::fdopen(w).unwrap().write_all(b"text").unwrap();
    let mut text = String::new();
    os::fdopen(r).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "text");
}

#[test]
fn what_is_no_console() {
    let folder = Folder::new();
    let file = os::open(folder.file("f", ""), os::O_RDONLY).unwrap();
    assert!(!os::isatty(&file));
    assert_eq!(os::device_encoding(&file), None);
    assert!(os::get_terminal_size_with(&file).is_err());
    assert!(os::isatty(os::open("NUL", os::O_RDWR).unwrap()));
}
