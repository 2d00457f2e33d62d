//! Opening.

use std::os::fd::AsRawFd as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

use ostler::os::{At, OpenFlags};
use ostler::{ErrorKind, errno, os};

use super::errno;
use crate::support::in_child;

#[test]
fn flags_do_what_they_say() {
    let tmp = tempfile::tempdir().unwrap();
    let path = tmp.path().join("f");
    assert_eq!(os::open(&path, os::O_RDONLY).unwrap_err().kind(), ErrorKind::FileNotFound);
    let new = os::open(&path, os::O_WRONLY | os::O_CREAT | os::O_EXCL).unwrap();
    os::write(&new, b"0123456789").unwrap();
    let again = os::open(&path, os::O_WRONLY | os::O_CREAT | os::O_EXCL).unwrap_err();
    assert_eq!((again.kind(), again.filename()), (ErrorKind::FileExists, Some(path.as_path())));
    let append = os::open(&path, os::O_WRONLY | os::O_APPEND).unwrap();
    os::write(&append, b"AB").unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"0123456789AB");
    assert_eq!(errno(os::read(&append, 1)), Some(errno::EBADF));
    os::open(&path, os::O_WRONLY | os::O_TRUNC).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"");
    let not_dir = os::open(&path, os::O_RDONLY | os::O_DIRECTORY).unwrap_err();
    assert_eq!(not_dir.kind(), ErrorKind::NotADirectory);
    assert_eq!(os::open(tmp.path(), os::O_WRONLY).unwrap_err().kind(), ErrorKind::IsADirectory);
    std::os::unix::fs::symlink(&path, tmp.path().join("link")).unwrap();
    let link = tmp.path().join("link");
    assert_eq!(errno(os::open(&link, os::O_RDONLY | os::O_NOFOLLOW)), Some(errno::ELOOP));
    let nofollow = os::open_with(&link, os::O_RDONLY, 0, At::cwd().nofollow());
    assert_eq!(errno(nofollow), Some(errno::ELOOP));
    let place = os::open(&link, os::O_PATH | os::O_NOFOLLOW).unwrap();
    assert!(ostler::stat::S_ISLNK(os::stat(&place).unwrap().st_mode()));
}

#[test]
fn status_flags_arrive() {
    let tmp = tempfile::NamedTempFile::new().unwrap();
    let arrived = |flags: OpenFlags| {
        let fd = os::open(tmp.path(), flags | os::O_RDWR).unwrap();
        // SAFETY: F_GETFL changes nothing.
        unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_GETFL) }
    };
    for flags in [os::O_SYNC, os::O_DSYNC, os::O_NONBLOCK, os::O_APPEND, os::O_NOATIME] {
        assert_eq!(arrived(flags) & flags.bits(), flags.bits(), "{flags:?}");
    }
    assert_eq!(arrived(os::O_NOCTTY | os::O_LARGEFILE) & os::O_ACCMODE.bits(), libc::O_RDWR);
    assert_eq!((os::O_NDELAY, os::O_FSYNC, os::O_RSYNC), (os::O_NONBLOCK, os::O_SYNC, os::O_SYNC));
    assert_eq!(os::O_ASYNC.bits(), libc::O_ASYNC);
    // Not every file system has it.
    if let Err(error) = os::open(tmp.path(), os::O_RDONLY | os::O_DIRECT) {
        assert_eq!(error.errno(), Some(errno::EINVAL));
    }
}

#[test]
fn a_file_without_a_name() {
    let tmp = tempfile::tempdir().unwrap();
    let file = match os::open_with(tmp.path(), os::O_TMPFILE | os::O_RDWR, 0o600, At::cwd()) {
        Ok(file) => file,
        Err(error) => return assert_eq!(error.errno(), Some(errno::EOPNOTSUPP)),
    };
    os::write(&file, b"x").unwrap();
    assert_eq!(std::fs::read_dir(tmp.path()).unwrap().count(), 0);
    assert_eq!(std::fs::File::from(file).metadata().unwrap().nlink(), 0);
}

#[test]
fn the_mode_is_less_the_umask() {
    in_child("descriptors::open::the_mode_is_less_the_umask", || {
        let tmp = tempfile::tempdir().unwrap();
        // SAFETY: umask has no preconditions.
        unsafe { libc::umask(0o027) };
        let made = os::O_WRONLY | os::O_CREAT;
        os::open(tmp.path().join("a"), made).unwrap();
        os::open_with(tmp.path().join("b"), made, 0o666, At::cwd()).unwrap();
        let mode = |name| std::fs::metadata(tmp.path().join(name)).unwrap().permissions().mode();
        assert_eq!((mode("a") & 0o7777, mode("b") & 0o7777), (0o750, 0o640));
    });
}

#[test]
fn from_a_directory_and_beneath() {
    let tmp = tempfile::tempdir().unwrap();
    std::fs::write(tmp.path().join("f"), "in").unwrap();
    std::os::unix::fs::symlink("/etc/passwd", tmp.path().join("out")).unwrap();
    let dir = os::open(tmp.path(), os::O_RDONLY | os::O_DIRECTORY).unwrap();
    let open = |path: &str, at| os::open_with(path, os::O_RDONLY, 0, at);
    assert_eq!(os::read(open("f", At::dir(&dir)).unwrap(), 10).unwrap(), b"in");
    open("out", At::dir(&dir)).unwrap();
    open("/etc/passwd", At::dir(&dir)).unwrap();
    assert_eq!(os::read(open("f", At::dir(&dir).beneath()).unwrap(), 10).unwrap(), b"in");
    for path in ["out", "/etc/passwd", "../x", "f/../.."] {
        let error = open(path, At::dir(&dir).beneath()).unwrap_err();
        assert!(matches!(error.errno(), Some(errno::EXDEV | errno::ENOTDIR)), "{path}: {error}");
        assert_eq!(error.filename(), Some(path.as_ref()));
    }
}

#[test]
fn bad_paths_are_errors() {
    let nul = os::open("a\0b", os::O_RDONLY).unwrap_err();
    assert_eq!(
        (nul.kind(), nul.to_string()),
        (ErrorKind::Value, "embedded null byte: 'a\\x00b'".into())
    );
    let long = "x".repeat(5000);
    assert_eq!(errno(os::open(&long, os::O_RDONLY)), Some(errno::ENAMETOOLONG));
    assert_eq!(errno(os::open("", os::O_RDONLY)), Some(errno::ENOENT));
    let tmp = tempfile::tempdir().unwrap();
    let odd = tmp.path().join(std::ffi::OsStr::from_bytes(b"\xff\xfe"));
    os::open(&odd, os::O_WRONLY | os::O_CREAT).unwrap();
    assert!(odd.exists());
    assert_eq!(errno(os::open("/", os::O_TMPFILE)), Some(errno::EINVAL));
}
