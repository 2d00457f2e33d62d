use std::error::Error as _;
use std::io;

use ostler::errno::{self, Errno, WinError};
use ostler::{Error, ErrorKind};

const ACCESS_DENIED: WinError = WinError::from_raw(5);

#[test]
fn a_code_of_windows_is_shown_as_one() {
    let error = Error::from(ACCESS_DENIED).with_filename("C:\\a file");
    let message = ACCESS_DENIED.to_string();
    assert_eq!(error.to_string(), format!("[WinError 5] {message}: 'C:\\\\a file'"));
    assert_eq!((error.winerror(), error.errno()), (Some(5), Some(errno::EACCES)));
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    assert_eq!(error.source().and_then(|source| source.downcast_ref()), Some(&ACCESS_DENIED));
    assert_eq!(format!("{error:?}"), error.to_string());
    assert!(format!("{error:#?}").contains("winerror: WinError("), "{error:#?}");
}

#[test]
fn a_number_of_the_runtime_is_none() {
    let error = Error::from(errno::EBADF);
    assert_eq!(error.to_string(), "[Errno 9] Bad file descriptor");
    assert_eq!((error.winerror(), error.errno()), (None, Some(errno::EBADF)));
}

#[test]
fn kinds_follow_the_references_exception_tree() {
    for (number, kind) in [
        (errno::EAGAIN, ErrorKind::BlockingIo),
        (errno::EWOULDBLOCK, ErrorKind::BlockingIo),
        (errno::ECHILD, ErrorKind::ChildProcess),
        (errno::EPIPE, ErrorKind::BrokenPipe),
        (errno::ESHUTDOWN, ErrorKind::BrokenPipe),
        (errno::ECONNREFUSED, ErrorKind::ConnectionRefused),
        (errno::ENOENT, ErrorKind::FileNotFound),
        (errno::ENOTDIR, ErrorKind::NotADirectory),
        (errno::EACCES, ErrorKind::PermissionDenied),
        (errno::ETIMEDOUT, ErrorKind::TimedOut),
        (Errno::from_raw(4000), ErrorKind::Os),
    ] {
        assert_eq!(Error::from(number).kind(), kind, "{number:?}");
    }
}

#[test]
fn into_the_standard_error() {
    let error: io::Error = Error::from(ACCESS_DENIED).with_filename("x").into();
    assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
    let inner = error.get_ref().and_then(|e| e.downcast_ref::<Error>()).unwrap();
    assert_eq!(inner.winerror(), Some(5));

    let raw = Error::from(ACCESS_DENIED).into_raw_os();
    assert_eq!(raw.raw_os_error(), Some(5));

    // A number of the runtime must not be taken for a code of Windows: 17 is "not the same device" there.
    let exists = Error::from(errno::EEXIST).into_raw_os();
    assert_eq!((exists.raw_os_error(), exists.kind()), (None, io::ErrorKind::AlreadyExists));
    let exists: io::Error = Error::from(errno::EEXIST).into();
    assert_eq!(exists.kind(), io::ErrorKind::AlreadyExists);
}
