use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};
use std::os::windows::fs::OpenOptionsExt as _;
use std::os::windows::io::AsRawHandle as _;

use ostler::errno;
use ostler::fd::{AsRawFd as _, BorrowedFd, OwnedFd};
use ostler::msvcrt::{
    self, HandleFlags, O_APPEND, O_BINARY, O_NOINHERIT, O_RDONLY, O_TEXT, get_osfhandle,
    open_osfhandle, setmode,
};

use crate::support::{events, file};

#[test]
fn setmode_gives_the_mode_there_was() {
    let fd = file();
    assert_eq!(setmode(&fd, O_TEXT).unwrap(), O_BINARY);
    assert_eq!(setmode(&fd, O_BINARY).unwrap(), O_TEXT);
    assert_eq!(setmode(&fd, O_BINARY).unwrap(), O_BINARY);
}

#[test]
fn setmode_refuses() {
    let fd = file();
    assert_eq!(setmode(&fd, O_RDONLY).unwrap_err().errno(), Some(errno::EINVAL));
    let odd = HandleFlags::from_bits_retain(0x1234_5678);
    assert_eq!(setmode(&fd, odd).unwrap_err().errno(), Some(errno::EINVAL));
    // SAFETY: nobody owns it.
    let none = unsafe { BorrowedFd::borrow_raw(-1) };
    assert_eq!(setmode(none, O_TEXT).unwrap_err().errno(), Some(errno::EBADF));
}

#[test]
fn handles_and_descriptors_are_two_sides() {
    let seen = events("msvcrt.open_osfhandle");
    let file = tempfile::tempfile().unwrap();
    let handle = file.as_raw_handle();
    let fd = open_osfhandle(file, O_BINARY | O_APPEND | O_NOINHERIT).unwrap();
    assert_eq!(get_osfhandle(&fd).unwrap().as_raw_handle(), handle);
    let flags = (O_BINARY | O_APPEND | O_NOINHERIT).bits();
    let event = format!("{} {flags}", handle as isize);
    assert!(seen.lock().unwrap().contains(&event), "{seen:?}");
}

#[test]
fn the_handle_goes_with_the_descriptor() {
    let tmp = tempfile::tempdir().unwrap();
    let path = tmp.path().join("f");
    let fd = open_osfhandle(File::create(&path).unwrap(), O_BINARY).unwrap();
    let mut file = File::try_from(fd).unwrap();
    file.write_all(b"x").unwrap();
    drop(file);
    // Both handles are closed: nothing keeps the file from being opened by itself.
    let mut text = String::new();
    let mut alone = File::options().read(true).share_mode(0).open(&path).unwrap();
    alone.read_to_string(&mut text).unwrap();
    assert_eq!(text, "x");
    assert_eq!(alone.stream_position().unwrap(), 1);
}

#[test]
fn get_osfhandle_raises_its_event_and_may_be_refused() {
    let seen = events("msvcrt.get_osfhandle");
    let fd = file();
    get_osfhandle(&fd).unwrap();
    assert!(seen.lock().unwrap().contains(&fd.as_raw_fd().to_string()));
    for number in [-1, 7999, i32::MAX] {
        // SAFETY: nobody owns these.
        let none = unsafe { BorrowedFd::borrow_raw(number) };
        assert_eq!(get_osfhandle(&none).unwrap_err().errno(), Some(errno::EBADF), "{number}");
    }
}

#[test]
fn inheritance_is_the_callers_choice() {
    let inheritable = |fd: &OwnedFd| {
        let mut flags = 0;
        let handle = get_osfhandle(fd).unwrap().as_raw_handle();
        // SAFETY: the handle is open, and the flags are written to.
        let ok =
            unsafe { windows_sys::Win32::Foundation::GetHandleInformation(handle, &raw mut flags) };
        assert_ne!(ok, 0);
        flags & windows_sys::Win32::Foundation::HANDLE_FLAG_INHERIT != 0
    };
    let file = tempfile::tempfile().unwrap();
    // SAFETY: the handle is open.
    unsafe {
        let flag = windows_sys::Win32::Foundation::HANDLE_FLAG_INHERIT;
        windows_sys::Win32::Foundation::SetHandleInformation(file.as_raw_handle(), flag, flag);
    }
    let kept = open_osfhandle(file.try_clone().unwrap(), O_BINARY).unwrap();
    assert!(!inheritable(&kept), "what std clones is not inheritable");
    let fd = open_osfhandle(file, O_BINARY).unwrap();
    assert!(inheritable(&fd));
    let fd = msvcrt::open_osfhandle(File::try_from(fd).unwrap(), O_NOINHERIT).unwrap();
    assert!(!inheritable(&fd));
}
