//! What a program that is run gets.

use std::os::windows::io::AsRawHandle as _;
use std::process::Command;

use ostler::os;

const NUMBER: &str = "OSTLER_TEST_HANDLE";

/// Whether a child finds a pipe behind a number.
fn child_sees(handle: isize) -> bool {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "windows::inherit::looks_at_a_handle", "--ignored"]);
    child.env(NUMBER, handle.to_string()).output().unwrap().status.success()
}

#[test]
#[ignore = "the part of a child"]
fn looks_at_a_handle() {
    use windows_sys::Win32::Storage::FileSystem::{FILE_TYPE_PIPE, GetFileType, WriteFile};
    let number: isize = std::env::var(NUMBER).unwrap().parse().unwrap();
    let handle = number as *mut std::ffi::c_void;
    let (text, mut written) = (b"from a child", 0);
    // SAFETY: the handle may be none; the bytes are readable.
    unsafe {
        assert_eq!(GetFileType(handle), FILE_TYPE_PIPE);
        let ok = WriteFile(handle, text.as_ptr(), 12, &raw mut written, std::ptr::null_mut());
        assert_ne!(ok, 0);
    }
}

#[test]
fn a_handle_only_if_it_is_inheritable() {
    let (r, w) = os::pipe().unwrap();
    let handle = ostler::msvcrt::get_osfhandle(&w).unwrap();
    let number = handle.as_raw_handle() as isize;
    assert!(!os::get_handle_inheritable(handle).unwrap());
    assert!(!child_sees(number));
    os::set_inheritable(&w, true).unwrap();
    assert!(os::get_handle_inheritable(handle).unwrap() && os::get_inheritable(&w).unwrap());
    assert!(child_sees(number));
    assert_eq!(os::read(&r, 100).unwrap(), b"from a child");
    os::set_handle_inheritable(handle, false).unwrap();
    assert!(!os::get_inheritable(&w).unwrap());
    assert!(!child_sees(number));
}
