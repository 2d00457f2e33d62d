use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};
use std::os::windows::fs::OpenOptionsExt as _;
use std::os::windows::io::OwnedHandle;

use ostler::fd::{AsFd as _, AsRawFd as _, BorrowedFd, FromRawFd as _, IntoRawFd as _, OwnedFd};

fn file() -> OwnedFd {
    OwnedFd::try_from(tempfile::tempfile().unwrap()).unwrap()
}

#[test]
fn a_file_becomes_a_descriptor_and_a_file_again() {
    let fd = file();
    assert!(fd.as_raw_fd() > 2);
    let mut file = File::try_from(fd).unwrap();
    file.write_all(b"there and back").unwrap();
    file.rewind().unwrap();
    let mut text = String::new();
    file.read_to_string(&mut text).unwrap();
    assert_eq!(text, "there and back");
}

#[test]
fn clones_share_the_file() {
    let fd = file();
    let clone = fd.try_clone().unwrap();
    assert_ne!(fd.as_raw_fd(), clone.as_raw_fd());
    let (mut one, mut other) = (File::try_from(fd).unwrap(), File::try_from(clone).unwrap());
    one.write_all(b"abc").unwrap();
    assert_eq!(other.stream_position().unwrap(), 3);
}

#[test]
fn dropping_closes() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("f");
    // The number may be another's at once; the file is not.
    let alone = || File::options().read(true).share_mode(0).open(&path);
    let fd = OwnedFd::try_from(File::create(&path).unwrap()).unwrap();
    assert!(alone().is_err());
    drop(fd);
    alone().unwrap();
}

/// The runtime's own answer to a bad number is to end the process.
#[test]
fn bad_numbers_are_errors() {
    for number in [-1, -2, i32::MIN, 8191, 8192, i32::MAX] {
        // SAFETY: nobody owns these.
        let error = unsafe { BorrowedFd::borrow_raw(number) }.try_clone_to_owned().unwrap_err();
        let inner = error.get_ref().and_then(|e| e.downcast_ref::<ostler::errno::Errno>());
        assert_eq!(inner, Some(&ostler::errno::EBADF), "{number}");
    }
}

#[test]
fn numbers_are_given_up_and_taken_over() {
    let number = file().into_raw_fd();
    // SAFETY: the owner was turned into this number.
    let fd = unsafe { OwnedFd::from_raw_fd(number) };
    assert_eq!(fd.as_fd().as_raw_fd(), number);
    let handle = OwnedHandle::try_from(fd).unwrap();
    assert!(File::from(handle).metadata().is_ok());
}

#[test]
fn the_standard_streams_are_the_first_three() {
    assert_eq!(std::io::stdin().as_fd().as_raw_fd(), 0);
    assert_eq!(std::io::stdout().lock().as_raw_fd(), 1);
    assert_eq!(std::io::stderr().as_raw_fd(), 2);
}
