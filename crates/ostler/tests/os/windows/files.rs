use std::time::{Duration, SystemTime};

use ostler::os::{self, At, Times};
use ostler::{ErrorKind, errno, stat};

use super::{Folder, events, is_wine};

#[test]
fn stat_tells_all() {
    let folder = Folder::new();
    let path = folder.file("tool.exe", "12345");
    let status = os::stat(&path).unwrap();
    assert_eq!(status.st_mode(), stat::S_IFREG | 0o777);
    assert_eq!((status.st_size(), status.st_nlink()), (5, 1));
    assert_eq!((status.st_uid(), status.st_gid(), status.st_reparse_tag()), (0, 0, 0));
    assert_eq!(status.st_file_attributes() & stat::FILE_ATTRIBUTE_DIRECTORY, 0);
    assert!(status.st_ino() != 0 && status.st_dev() != 0);
    let now = SystemTime::now();
    for time in [status.modified(), status.created(), status.accessed()] {
        let apart = now.duration_since(time).unwrap_or_else(|early| early.duration());
        assert!(apart < Duration::from_secs(60), "{apart:?}");
    }
    assert_eq!(status.st_ctime_ns(), status.st_birthtime_ns());
    assert!((status.st_birthtime() - status.st_birthtime_ns() as f64 / 1e9).abs() < 1e-3);
    let fd = os::open(&path, os::O_RDONLY).unwrap();
    let open = os::stat(&fd).unwrap();
    assert_eq!((open.st_ino(), open.st_dev()), (status.st_ino(), status.st_dev()));
    // The permission to execute is in the name.
    assert_eq!(open.st_mode(), stat::S_IFREG | 0o666);

    let status = os::stat(folder.path("")).unwrap();
    assert_eq!(status.st_mode(), stat::S_IFDIR | 0o777);
    assert_ne!(status.st_file_attributes() & stat::FILE_ATTRIBUTE_DIRECTORY, 0);
}

#[test]
fn stat_says_why_not() {
    let folder = Folder::new();
    let missing = os::stat(folder.path("f")).unwrap_err();
    assert_eq!((missing.kind(), missing.winerror()), (ErrorKind::FileNotFound, Some(2)));
    let deeper = os::stat(folder.path("f").join("g")).unwrap_err();
    assert_eq!((deeper.kind(), deeper.winerror()), (ErrorKind::FileNotFound, Some(3)));
    assert!(deeper.to_string().starts_with("[WinError 3] "), "{deeper}");
    for odd in ["a*b", "a?b", "a<b", "a\0b", ""] {
        assert!(os::stat(odd).is_err(), "{odd:?}");
        assert!(os::lstat(odd).is_err(), "{odd:?}");
    }
    let dir = os::open("NUL", os::O_RDONLY).unwrap();
    let from = os::stat_with("f", At::dir(&dir)).unwrap_err();
    assert_eq!(from.kind(), ErrorKind::NotImplemented);
}

#[test]
fn stat_of_what_is_no_file() {
    let device = os::fstat(os::open("NUL", os::O_RDONLY).unwrap()).unwrap();
    assert!(stat::S_ISCHR(device.st_mode()));
}

/// As CPython does it: what the directory knows.
#[test]
fn stat_of_what_nobody_else_may_open() {
    use std::os::windows::fs::OpenOptionsExt as _;
    let folder = Folder::new();
    let path = folder.file("f", "abc");
    let _alone = std::fs::File::options().read(true).share_mode(0).open(&path).unwrap();
    assert_eq!(os::stat(&path).unwrap().st_size(), 3);
    assert_eq!(os::open(&path, os::O_RDONLY).unwrap_err().kind(), ErrorKind::PermissionDenied);
}

#[test]
fn a_file_in_use_stays() {
    use std::os::windows::fs::OpenOptionsExt as _;
    let folder = Folder::new();
    let (path, other) = (folder.file("f", ""), folder.file("g", ""));
    let using = std::fs::File::options().read(true).share_mode(3).open(&path).unwrap();
    let kept = os::remove(&path).unwrap_err();
    assert_eq!((kept.kind(), kept.winerror()), (ErrorKind::PermissionDenied, Some(32)));
    assert_eq!(os::rename(&path, folder.path("h")).unwrap_err().winerror(), Some(32));
    assert!(os::replace(&other, &path).is_err());
    drop(using);
    os::remove(&path).unwrap();
    assert_eq!(os::unlink(&path).unwrap_err().winerror(), Some(2));
}

#[test]
fn rename_does_not_replace() {
    let folder = Folder::new();
    let (a, b) = (folder.file("a", "a"), folder.file("b", "b"));
    let seen = events("os.rename");
    let taken = os::rename(&a, &b).unwrap_err();
    assert_eq!((taken.kind(), taken.winerror()), (ErrorKind::FileExists, Some(183)));
    assert_eq!((taken.filename(), taken.filename2()), (Some(&*a), Some(&*b)));
    os::replace(&a, &b).unwrap();
    assert_eq!(std::fs::read(&b).unwrap(), b"a");
    os::rename(&b, &a).unwrap();
    // Another spelling of the same name.
    os::rename(&a, folder.path("A")).unwrap();
    let shown = os::listdir(folder.path("")).unwrap();
    assert_eq!(shown, [if is_wine() { "a" } else { "A" }]);
    assert!(seen.lock().unwrap().iter().all(|event| event.ends_with("-1 -1")));
    os::mkdir(folder.path("d")).unwrap();
    assert!(os::replace(folder.path("A"), folder.path("d")).is_err());
}

#[test]
fn read_only() {
    let folder = Folder::new();
    let path = folder.file("f", "");
    os::chmod(&path, stat::S_IREAD).unwrap();
    let status = os::stat(&path).unwrap();
    assert_eq!(status.st_mode(), stat::S_IFREG | 0o444);
    assert_ne!(status.st_file_attributes() & stat::FILE_ATTRIBUTE_READONLY, 0);
    assert!(
        os::access(&path, os::F_OK | os::R_OK).unwrap() && !os::access(&path, os::W_OK).unwrap()
    );
    os::chmod_with(&path, stat::S_IREAD | stat::S_IWRITE, At::cwd()).unwrap();
    assert_eq!(os::stat(&path).unwrap().st_mode(), stat::S_IFREG | 0o666);
    assert!(os::access(&path, os::W_OK).unwrap());
    os::lchmod(&path, 0).unwrap();
    assert_eq!(os::stat(&path).unwrap().st_mode(), stat::S_IFREG | 0o444);
    let fd = os::open(&path, os::O_RDONLY).unwrap();
    let _ = os::fchmod(&fd, 0o666);
    os::chmod(&path, 0o666).unwrap();
    assert!(!os::access(folder.path("none"), os::F_OK).unwrap());
    assert!(os::access(folder.path(""), os::W_OK).unwrap());
    let options = os::chmod_with(&fd, 0, At::cwd().nofollow()).unwrap_err();
    assert_eq!(options.kind(), ErrorKind::Value);
}

#[test]
fn times() {
    let folder = Folder::new();
    let path = folder.file("f", "");
    // Tenths of microseconds, before 1970 too.
    for (read, written) in [(1_500_000_100, 2_000_000_300), (-1_500_000_100, -300), (0, 1 << 60)] {
        os::utime(&path, Times::Ns(read, written)).unwrap();
        let status = os::stat(&path).unwrap();
        assert_eq!(status.st_mtime_ns(), written / 100 * 100);
        // Wine tells the time of the question.
        assert!(status.st_atime_ns() == read || is_wine());
    }
    os::utime(&path, Times::Seconds(1.5, 2.5)).unwrap();
    assert_eq!(os::stat(&path).unwrap().st_mtime().to_bits(), 2.5_f64.to_bits());
    os::utime(&path, Times::Each(os::FileTime::Omit, os::FileTime::Ns(700))).unwrap();
    let status = os::stat(&path).unwrap();
    assert_eq!(status.st_mtime_ns(), 700);
    assert!(status.st_atime_ns() == 1_500_000_000 || is_wine());
    let fd = os::open(&path, os::O_RDWR).unwrap();
    os::utime(&fd, Times::Now).unwrap();
    assert!(os::stat(&path).unwrap().st_mtime() > 1e9);
    // A folder has times as well.
    os::utime(folder.path(""), Times::Seconds(1.0, 1.0)).unwrap();
    let early = os::utime(&path, Times::Seconds(-1e11, 0.0)).unwrap_err();
    assert_eq!(early.errno(), Some(errno::EINVAL));
    assert_eq!(
        os::utime(&path, Times::Seconds(1e300, 0.0)).unwrap_err().kind(),
        ErrorKind::Overflow
    );
    assert_eq!(
        os::utime(&path, Times::Seconds(f64::NAN, 0.0)).unwrap_err().kind(),
        ErrorKind::Value
    );
}

/// Paths start from the current directory, and a directory has no descriptor.
#[test]
fn no_other_start() {
    let folder = Folder::new();
    let path = folder.file("f", "");
    let fd = os::open("NUL", os::O_RDONLY).unwrap();
    let (cwd, at) = (At::cwd(), At::dir(&fd));
    for (what, answer) in [
        ("open", os::open_with(&path, os::O_RDONLY, 0, at).map(drop)),
        ("access", os::access_with(&path, os::F_OK, false, at).map(drop)),
        ("access", os::access_with(&path, os::F_OK, false, cwd.nofollow()).map(drop)),
        ("access", os::access_with(&path, os::F_OK, true, cwd).map(drop)),
        ("chmod", os::chmod_with(&path, 0, at)),
        ("link", os::link_with(&path, folder.path("g"), at, cwd)),
        ("link", os::link_with(&path, folder.path("g"), cwd, at)),
        ("lstat", os::lstat_with(&path, at).map(drop)),
        ("lstat", os::lstat_with(&path, cwd.beneath()).map(drop)),
        ("mkdir", os::mkdir_with(folder.path("g"), 0o777, at)),
        ("readlink", os::readlink_with(&path, at).map(drop)),
        ("remove", os::remove_with(&path, at)),
        ("remove", os::unlink_with(&path, cwd.nofollow())),
        ("rename", os::rename_with(&path, folder.path("g"), at, cwd)),
        ("replace", os::replace_with(&path, folder.path("g"), cwd, at)),
        ("rmdir", os::rmdir_with(folder.path(""), at)),
        ("chdir", os::chdir(&fd)),
        ("listdir", os::listdir(&fd).map(drop)),
        ("scandir", os::scandir(&fd).map(drop)),
    ] {
        let error = answer.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotImplemented, "{what}: {error}");
        assert!(error.to_string().contains(what), "{what}: {error}");
    }
    assert!(path.exists() && !folder.path("g").exists());
}

/// With the default options the two forms of a function are one.
#[test]
fn default_options() {
    let folder = Folder::new();
    let (path, cwd) = (folder.file("f", "text"), At::cwd());
    assert!(os::access_with(&path, os::W_OK, false, cwd).unwrap());
    assert_eq!(os::lstat_with(&path, cwd).unwrap(), os::lstat(&path).unwrap());
    os::link_with(&path, folder.path("g"), cwd, cwd).unwrap();
    os::rename_with(folder.path("g"), folder.path("h"), cwd, cwd).unwrap();
    os::replace_with(folder.path("h"), folder.path("i"), cwd, cwd).unwrap();
    os::unlink_with(folder.path("i"), cwd).unwrap();
    os::mkdir_with(folder.path("d"), 0o777, cwd).unwrap();
    os::rmdir_with(folder.path("d"), cwd).unwrap();
    os::remove_with(&path, cwd).unwrap();
    assert_eq!(os::listdir(folder.path("")).unwrap().len(), 0);
    assert_eq!(os::access("a\0b", os::F_OK).unwrap_err().kind(), ErrorKind::Value);
}
