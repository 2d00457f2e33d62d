//! Waiting, and the shell.

use std::process::{Command, ExitStatus};

use ostler::os::{self, WaitStatus};
use ostler::{ErrorKind, errno};

use super::{DETAIL, part, this_program};
use crate::windows::{events, is_wine};

#[test]
fn a_child_of_the_standard_library() {
    let args = part("exits_as_told");
    let child = Command::new(this_program()).args(&args[1..]).env(DETAIL, "-2").spawn().unwrap();
    let status = os::waitpid(child).unwrap();
    assert_eq!((status.code(), status.success()), (Some(-2), false));
    assert_eq!(status.to_string(), ExitStatus::from(status).to_string());
    assert_eq!(os::waitstatus_to_exitcode(status).unwrap(), 0xffff_fffe);
}

#[test]
fn what_is_no_process() {
    let file = std::fs::File::open(this_program()).unwrap();
    let error = os::waitpid(file).unwrap_err();
    assert_eq!(error.errno(), Some(errno::ECHILD), "{error}");
    for number in [0, -1, -2, isize::MIN, 0x7fff_fff0] {
        // SAFETY: none is a handle of this process.
        let answer = unsafe { ostler_sys::processes::waitpid(number) };
        assert_eq!(answer, Err(errno::ECHILD), "{number}");
    }
}

#[test]
fn by_number_the_handle_is_closed() {
    use std::os::windows::io::IntoRawHandle as _;
    let args = part("exits_as_told");
    let child = Command::new(this_program()).args(&args[1..]).env(DETAIL, "9").spawn().unwrap();
    let number = child.into_raw_handle() as isize;
    // SAFETY: it is this test's.
    unsafe {
        assert_eq!(ostler_sys::processes::waitpid(number), Ok(9));
    }
}

#[test]
fn statuses() {
    assert_eq!(os::waitstatus_to_exitcode(0).unwrap(), 0);
    assert_eq!(os::waitstatus_to_exitcode(0xffff_ffff_u64 << 8).unwrap(), u32::MAX);
    for raw in [1_u64 << 40, u64::MAX] {
        let error = os::waitstatus_to_exitcode(raw).unwrap_err();
        assert_eq!(error.to_string(), format!("invalid exit code: {}", raw >> 8));
    }
    assert_eq!(format!("{:?}", WaitStatus::from_raw(0x300)), "WaitStatus(0x300)");
}

#[test]
fn the_shell() {
    let seen = events("os.system");
    assert_eq!(os::system("exit 3").unwrap(), 3);
    // Wine leaves an error's number behind a success.
    if !is_wine() {
        assert_eq!(os::system("exit -1").unwrap(), -1);
    }
    assert_eq!(os::system("exit 0").unwrap(), 0);
    assert_eq!(os::system("exit\0 0").unwrap_err().kind(), ErrorKind::Value);
    assert!(seen.lock().unwrap().contains(&"'exit 3'".to_owned()));
}
