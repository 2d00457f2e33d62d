//! What a program that is run gets: descriptors by their numbers, handles by theirs.

use std::os::windows::io::AsRawHandle as _;

use ostler::fd::{AsRawFd as _, BorrowedFd};
use ostler::os;

use super::{DETAIL, as_child, detail, environment, part, this_program};

/// Whether a child finds what it may write to behind a number.
fn child_writes(name: &str, number: isize) -> bool {
    let env = environment(&[(DETAIL, &number.to_string())]);
    os::spawnve(os::P_WAIT, this_program(), part(name), env).unwrap().code() == Some(0)
}

#[test]
#[ignore = "the part of a child"]
fn writes_to_a_descriptor() {
    as_child(|| {
        // SAFETY: nobody else has it.
        let fd = unsafe { BorrowedFd::borrow_raw(detail().parse().unwrap()) };
        assert_eq!(os::write(fd, b"from a child").unwrap(), 12);
    });
}

#[test]
#[ignore = "the part of a child"]
fn writes_to_a_handle() {
    use windows_sys::Win32::Storage::FileSystem::WriteFile;
    let handle = detail().parse::<isize>().unwrap() as *mut std::ffi::c_void;
    let mut written = 0;
    // SAFETY: the handle may be none; the bytes are readable.
    let ok = unsafe {
        WriteFile(handle, b"from a child".as_ptr(), 12, &raw mut written, std::ptr::null_mut())
    };
    as_child(move || assert_ne!(ok, 0));
}

#[test]
fn a_descriptor_that_dup2_has_made_inheritable() {
    let (r, w) = os::pipe().unwrap();
    let (_other, mut copy) = os::pipe().unwrap();
    assert!(!child_writes("inherit::writes_to_a_descriptor", w.as_raw_fd() as isize));
    os::dup2(&w, &mut copy, true).unwrap();
    assert!(os::get_inheritable(&copy).unwrap());
    assert!(child_writes("inherit::writes_to_a_descriptor", copy.as_raw_fd() as isize));
    assert_eq!(os::read(&r, 100).unwrap(), b"from a child");
    os::dup2(&w, &mut copy, false).unwrap();
    assert!(!os::get_inheritable(&copy).unwrap());
    assert!(!child_writes("inherit::writes_to_a_descriptor", copy.as_raw_fd() as isize));
}

#[test]
fn a_handle_that_is_inheritable() {
    let (r, w) = os::pipe().unwrap();
    let handle = ostler::msvcrt::get_osfhandle(&w).unwrap();
    let number = handle.as_raw_handle() as isize;
    assert!(!child_writes("inherit::writes_to_a_handle", number));
    os::set_handle_inheritable(handle, true).unwrap();
    assert!(child_writes("inherit::writes_to_a_handle", number));
    assert_eq!(os::read(&r, 100).unwrap(), b"from a child");
}
