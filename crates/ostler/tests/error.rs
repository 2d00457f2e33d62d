//! The error: text, kinds, files, and the way into the standard library's error.

#![cfg(unix)]

use std::error::Error as _;
use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt as _;

use ostler::errno::{self, Errno};
use ostler::{Error, ErrorKind, os};

#[test]
fn text_is_the_references() {
    let missing = os::stat("no/such").unwrap_err();
    assert_eq!(missing.to_string(), "[Errno 2] No such file or directory: 'no/such'");

    let odd = os::stat(OsStr::from_bytes(b"it's\n\xff")).unwrap_err();
    assert_eq!(odd.to_string(), "[Errno 2] No such file or directory: \"it's\\n\\udcff\"");

    let bare = Error::from_errno(errno::EIO);
    assert_eq!(bare.to_string(), format!("[Errno 5] {}", errno::strerror(errno::EIO)));
    assert_eq!(bare.filename(), None);
}

#[test]
fn what_main_prints_is_the_sentence() {
    let error = os::rename("missing", "there").unwrap_err();
    assert_eq!(format!("{error:?}"), error.to_string());
    assert!(format!("{error:?}").contains("'missing' -> 'there'"));
    // By its parts, for programmers.
    let parts = format!("{error:#?}");
    assert!(
        parts.contains("kind: FileNotFound") && parts.contains("filename2: \"there\""),
        "{parts}"
    );
}

#[test]
fn both_files_are_named() {
    let error = os::rename("no/such", "other").unwrap_err();
    assert_eq!(error.filename(), Some("no/such".as_ref()));
    assert_eq!(error.filename2(), Some("other".as_ref()));
    assert!(error.to_string().ends_with(": 'no/such' -> 'other'"), "{error}");
}

#[test]
fn kinds_follow_the_references_exception_tree() {
    for (number, kind) in [
        (errno::EAGAIN, ErrorKind::BlockingIo),
        (errno::EWOULDBLOCK, ErrorKind::BlockingIo),
        (errno::EALREADY, ErrorKind::BlockingIo),
        (errno::EINPROGRESS, ErrorKind::BlockingIo),
        (errno::ECHILD, ErrorKind::ChildProcess),
        (errno::EPIPE, ErrorKind::BrokenPipe),
        (errno::ESHUTDOWN, ErrorKind::BrokenPipe),
        (errno::ECONNABORTED, ErrorKind::ConnectionAborted),
        (errno::ECONNREFUSED, ErrorKind::ConnectionRefused),
        (errno::ECONNRESET, ErrorKind::ConnectionReset),
        (errno::EEXIST, ErrorKind::FileExists),
        (errno::ENOENT, ErrorKind::FileNotFound),
        (errno::EINTR, ErrorKind::Interrupted),
        (errno::EISDIR, ErrorKind::IsADirectory),
        (errno::ENOTDIR, ErrorKind::NotADirectory),
        (errno::EACCES, ErrorKind::PermissionDenied),
        (errno::EPERM, ErrorKind::PermissionDenied),
        (errno::ESRCH, ErrorKind::ProcessLookup),
        (errno::ETIMEDOUT, ErrorKind::TimedOut),
        (errno::EXDEV, ErrorKind::Os),
        (Errno::from_raw(4000), ErrorKind::Os),
    ] {
        let error = Error::from(number);
        assert_eq!((error.kind(), error.errno()), (kind, Some(number)));
    }
}

#[test]
fn a_nul_byte_is_a_value_error_and_no_system_call() {
    let error = os::stat("a\0b").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Value);
    assert_eq!(error.errno(), None);
    assert_eq!(error.to_string(), "embedded null byte: 'a\\x00b'");
    assert_eq!(error.into_raw_os().kind(), io::ErrorKind::InvalidInput);
}

#[test]
fn into_the_standard_error() {
    let error: io::Error = os::stat("missing").unwrap_err().into();
    assert_eq!(error.kind(), io::ErrorKind::NotFound);
    assert!(error.to_string().contains("'missing'"), "{error}");
    let inner = error.get_ref().and_then(|e| e.downcast_ref::<Error>()).unwrap();
    assert_eq!(inner.errno(), Some(errno::ENOENT));

    let raw = os::stat("missing").unwrap_err().into_raw_os();
    assert_eq!(raw.raw_os_error(), Some(errno::ENOENT.raw()));
}

#[test]
fn the_source_is_the_number() {
    let error = os::stat("missing").unwrap_err();
    assert_eq!(error.source().and_then(|s| s.downcast_ref()), Some(&errno::ENOENT));
}

#[test]
fn an_error_is_one_pointer_and_can_cross_threads() {
    fn crosses<T: Send + Sync + 'static>() {}
    crosses::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<ostler::Result<()>>(), size_of::<usize>());
}
