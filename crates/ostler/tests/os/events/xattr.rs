//! Extended attributes.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use ostler::os::At;
use ostler::{ErrorKind, errno, os};
use tempfile::TempDir;

use super::errno;
use crate::support::as_nobody;

/// A file that can have attributes, or nothing where the file system has none.
fn file() -> Option<(TempDir, PathBuf)> {
    let tmp = tempfile::tempdir().unwrap();
    let path = tmp.path().join("f");
    std::fs::write(&path, "").unwrap();
    match os::setxattr(&path, "user.probe", "") {
        Ok(()) => os::removexattr(&path, "user.probe").unwrap(),
        Err(error) => {
            assert_eq!(error.errno(), Some(errno::ENOTSUP));
            eprintln!("skipped: the temporary directory has no extended attributes");
            return None;
        }
    }
    Some((tmp, path))
}

/// The user's attributes: a system may have added its own.
fn users(names: Vec<OsString>) -> Vec<OsString> {
    let mut names: Vec<_> =
        names.into_iter().filter(|name| name.as_bytes().starts_with(b"user.")).collect();
    names.sort();
    names
}

#[test]
fn set_get_list_remove() {
    let Some((tmp, path)) = file() else { return };
    assert_eq!(users(os::listxattr(&path).unwrap()), [""; 0]);
    os::setxattr(&path, "user.a", "one").unwrap();
    os::setxattr(&path, "user.b", b"\0\xff binary").unwrap();
    os::setxattr(&path, "user.empty", "").unwrap();
    assert_eq!(os::getxattr(&path, "user.a").unwrap(), b"one");
    assert_eq!(os::getxattr(&path, "user.b").unwrap(), b"\0\xff binary");
    assert_eq!(os::getxattr(&path, "user.empty").unwrap(), b"");
    assert_eq!(users(os::listxattr(&path).unwrap()), ["user.a", "user.b", "user.empty"]);
    os::removexattr(&path, "user.b").unwrap();
    assert_eq!(users(os::listxattr(&path).unwrap()), ["user.a", "user.empty"]);
    let missing = os::getxattr(&path, "user.b").unwrap_err();
    assert_eq!((missing.errno(), missing.filename()), (Some(errno::ENODATA), Some(path.as_path())));
    assert_eq!(errno(os::removexattr(&path, "user.b")), Some(errno::ENODATA));
    os::setxattr(tmp.path(), "user.dir", "d").unwrap();
    assert_eq!(os::getxattr(tmp.path(), "user.dir").unwrap(), b"d");
}

#[test]
fn create_and_replace() {
    let Some((_tmp, path)) = file() else { return };
    let set = |value: &str, flags| os::setxattr_with(&path, "user.a", value, flags, At::cwd());
    assert_eq!(errno(set("0", os::XATTR_REPLACE)), Some(errno::ENODATA));
    set("1", os::XATTR_CREATE).unwrap();
    assert_eq!(set("2", os::XATTR_CREATE).unwrap_err().kind(), ErrorKind::FileExists);
    set("3", os::XATTR_REPLACE).unwrap();
    set("4", os::XattrFlags::empty()).unwrap();
    assert_eq!(os::getxattr(&path, "user.a").unwrap(), b"4");
    assert_eq!(errno(set("5", os::XattrFlags::from_bits_retain(1 << 20))), Some(errno::EINVAL));
}

#[test]
fn of_a_descriptor() {
    let Some((_tmp, path)) = file() else { return };
    let open = std::fs::File::options().read(true).write(true).open(&path).unwrap();
    os::setxattr(&open, "user.fd", "by descriptor").unwrap();
    assert_eq!(os::getxattr(&path, "user.fd").unwrap(), b"by descriptor");
    assert_eq!(os::getxattr(&open, "user.fd").unwrap(), b"by descriptor");
    assert_eq!(users(os::listxattr(&open).unwrap()), ["user.fd"]);
    os::removexattr(&open, "user.fd").unwrap();
    assert_eq!(errno(os::getxattr(&open, "user.fd")), Some(errno::ENODATA));
    let nofollow = os::getxattr_with(&open, "user.fd", At::cwd().nofollow());
    assert_eq!(nofollow.unwrap_err().kind(), ErrorKind::Value);
    let place = os::open(&path, os::O_PATH).unwrap();
    assert_eq!(errno(os::getxattr(&place, "user.fd")), Some(errno::EBADF));
    assert_eq!(errno(os::setxattr(&place, "user.fd", "")), Some(errno::EBADF));
    assert_eq!(errno(os::listxattr(&place)), Some(errno::EBADF));
    assert_eq!(errno(os::removexattr(&place, "user.fd")), Some(errno::EBADF));
}

#[test]
fn through_links_and_of_links() {
    let Some((tmp, path)) = file() else { return };
    let link = tmp.path().join("link");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    os::setxattr(&link, "user.a", "the file's").unwrap();
    assert_eq!(os::getxattr(&path, "user.a").unwrap(), b"the file's");
    let itself = At::cwd().nofollow();
    assert_eq!(users(os::listxattr_with(&link, itself).unwrap()), [""; 0]);
    assert!(os::getxattr_with(&link, "user.a", itself).is_err());
    assert!(os::removexattr_with(&link, "user.a", itself).is_err());
    let none = os::XattrFlags::empty();
    let users_own = os::setxattr_with(&link, "user.a", "x", none, itself).unwrap_err();
    assert_eq!(users_own.kind(), ErrorKind::PermissionDenied, "links have no user attributes");

    // SAFETY: geteuid has no preconditions.
    if unsafe { libc::geteuid() } != 0 {
        return eprintln!("skipped: trusted attributes are the superuser's");
    }
    if os::setxattr_with(&link, "trusted.a", "the link's", none, itself).is_ok() {
        assert_eq!(os::getxattr_with(&link, "trusted.a", itself).unwrap(), b"the link's");
        assert_eq!(errno(os::getxattr(&link, "trusted.a")), Some(errno::ENODATA));
        let names = os::listxattr_with(&link, itself).unwrap();
        assert!(names.contains(&"trusted.a".into()), "{names:?}");
        os::removexattr_with(&link, "trusted.a", itself).unwrap();
    }
}

#[test]
fn options_the_call_does_not_have() {
    let dir = std::fs::File::open("/").unwrap();
    let none = os::XattrFlags::empty();
    for at in [At::dir(&dir), At::cwd().beneath(), At::dir(&dir).nofollow().beneath()] {
        for result in [
            os::getxattr_with("f", "user.a", at).map(drop),
            os::setxattr_with("f", "user.a", "", none, at),
            os::listxattr_with("f", at).map(drop),
            os::removexattr_with("f", "user.a", at),
        ] {
            assert_eq!(result.unwrap_err().kind(), ErrorKind::NotImplemented);
        }
    }
}

#[test]
fn sizes() {
    let Some((_tmp, path)) = file() else { return };
    let too_long = vec![0; os::XATTR_SIZE_MAX + 1];
    assert_eq!(errno(os::setxattr(&path, "user.a", &too_long)), Some(errno::E2BIG));
    for size in [255, 256, 257, 3000, os::XATTR_SIZE_MAX] {
        let value = vec![7; size];
        match os::setxattr(&path, "user.a", &value) {
            Ok(()) => assert!(os::getxattr(&path, "user.a").unwrap() == value, "{size}"),
            // What a file system has room for is its own affair.
            Err(error) => {
                assert!(size > 3000, "{size}: {error}");
                let expected = [errno::ENOSPC, errno::E2BIG, errno::ERANGE].map(Some);
                assert!(expected.contains(&error.errno()), "{error}");
            }
        }
        assert!(os::getxattr(&path, "user.a").unwrap().capacity() <= size);
    }
}

#[test]
fn many_names() {
    let Some((_tmp, path)) = file() else { return };
    let names: Vec<OsString> = (100..130).map(|n| format!("user.{n}.{n}.{n}").into()).collect();
    for name in &names {
        os::setxattr(&path, name, "").unwrap();
    }
    assert_eq!(users(os::listxattr(&path).unwrap()), names);
}

#[test]
fn a_value_that_changes_meanwhile_comes_whole() {
    let Some((_tmp, path)) = file() else { return };
    let (small, large) = (vec![1; 10], vec![2; 2000]);
    os::setxattr(&path, "user.a", &small).unwrap();
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                os::setxattr(&path, "user.a", &large).unwrap();
                os::setxattr(&path, "user.a", &small).unwrap();
            }
        });
        for _ in 0..3000 {
            let value = os::getxattr(&path, "user.a");
            assert!(value.as_ref().is_ok_and(|v| *v == small || *v == large), "{value:?}");
        }
        over.store(true, Ordering::Relaxed);
    });
}

#[test]
fn names_good_and_bad() {
    let Some((_tmp, path)) = file() else { return };
    let odd = OsStr::from_bytes(b"user.\xff\xfe");
    os::setxattr(&path, odd, "v").unwrap();
    assert_eq!(users(os::listxattr(&path).unwrap()), [odd]);
    assert_eq!(os::getxattr(&path, odd).unwrap(), b"v");
    for name in ["", "user.", &format!("user.{}", "x".repeat(5000))] {
        assert!(os::getxattr(&path, name).is_err(), "{name}");
        assert!(os::setxattr(&path, name, "").is_err(), "{name}");
    }
    assert_eq!(errno(os::getxattr(&path, "nowhere.a")), Some(errno::ENOTSUP));
    assert_eq!(os::getxattr(&path, "user.a\0b").unwrap_err().kind(), ErrorKind::Value);
    assert_eq!(os::setxattr(&path, "user.a\0b", "").unwrap_err().kind(), ErrorKind::Value);
    assert_eq!(os::removexattr(&path, "user.a\0b").unwrap_err().kind(), ErrorKind::Value);
    let nul = os::listxattr("a\0b").unwrap_err();
    assert_eq!((nul.kind(), nul.filename()), (ErrorKind::Value, Some("a\0b".as_ref())));
    let long = "x".repeat(5000);
    assert_eq!(errno(os::listxattr(&long)), Some(errno::ENAMETOOLONG));
    assert_eq!(os::getxattr("/nowhere", "user.a").unwrap_err().kind(), ErrorKind::FileNotFound);
}

#[test]
fn files_of_others() {
    as_nobody("events::xattr::files_of_others", || {
        let refused = os::setxattr("/etc/passwd", "user.a", "").unwrap_err();
        let expected = [errno::EACCES, errno::EPERM, errno::ENOTSUP, errno::EROFS].map(Some);
        assert!(expected.contains(&refused.errno()), "{refused}");
        assert!(os::getxattr("/etc/passwd", "trusted.a").is_err());
    });
}
