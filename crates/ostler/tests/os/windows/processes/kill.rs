//! Ending processes, and events of a console.

use std::os::windows::process::CommandExt as _;
use std::process::Command;

use ostler::{ErrorKind, os, signal};

use super::{as_child, part, sleeper, this_program};
use crate::windows::{events, is_wine};

#[test]
fn the_signal_is_the_exit_code() {
    let seen = events("os.kill");
    for code in [15, 2, 1000, -1] {
        let child = sleeper();
        let pid = child.pid().unwrap();
        os::kill(pid, code).unwrap();
        let again = child.handle().unwrap().try_clone_to_owned().unwrap();
        let status = os::waitpid(child.into_handle().unwrap()).unwrap();
        assert_eq!(status.code(), Some(code as i32));
        assert!(seen.lock().unwrap().contains(&format!("{pid} {code}")));
        // It has ended, and its number is not given out while there is a handle. Wine ends it once more.
        let twice = os::kill(pid, 9).map_err(|error| error.kind());
        assert_eq!(twice, if is_wine() { Ok(()) } else { Err(ErrorKind::PermissionDenied) });
        drop(again);
    }
}

#[test]
fn no_such_process() {
    // No process has an odd number.
    let error = os::kill(0x7fff_fff1, signal::SIGTERM).unwrap_err();
    assert_eq!(error.winerror(), Some(87));
    // The system itself takes the number after one for that one.
    let child = sleeper();
    let pid = child.pid().unwrap();
    for other in 1..4 {
        let error = os::kill(pid + other, signal::SIGTERM).unwrap_err();
        assert_eq!(error.winerror(), Some(87));
    }
    os::kill(pid, 5).unwrap();
    assert_eq!(os::waitpid(child.into_handle().unwrap()).unwrap().code(), Some(5));
}

#[test]
fn an_event_needs_a_console() {
    if ostler_sys::descriptors::code_page(true) != 0 {
        return;
    }
    let error = os::kill(std::process::id(), signal::CTRL_BREAK_EVENT).unwrap_err();
    // Wine has another code for it.
    assert_eq!(error.winerror(), Some(if is_wine() { 12 } else { 6 }));
}

/// The exit code of what Ctrl-Break has ended.
const CONTROL_C_EXIT: i32 = 0xc000_013a_u32 as i32;

/// With a group of its own, a child has the event for itself.
#[test]
#[ignore = "the part of a child with a console"]
fn breaks_a_child() {
    const NEW_GROUP: u32 = 0x200;
    as_child(|| {
        let args = part("sleeps");
        let mut child = Command::new(this_program());
        let mut child = child.args(&args[1..]).creation_flags(NEW_GROUP).spawn().unwrap();
        // It is not there to be told from the first moment on.
        let ended = (0..200).find_map(|_| {
            let _ = os::kill(child.id(), signal::CTRL_BREAK_EVENT);
            std::thread::sleep(std::time::Duration::from_millis(50));
            child.try_wait().unwrap()
        });
        assert_eq!(ended.unwrap().code(), Some(CONTROL_C_EXIT));
    });
}

#[test]
fn an_event_is_for_a_group() {
    const NO_WINDOW: u32 = 0x0800_0000;
    if is_wine() {
        eprintln!("skipped: at every console Wine 8 answers GenerateConsoleCtrlEvent with code 6");
        return;
    }
    let args = part("kill::breaks_a_child");
    let mut child = Command::new(this_program());
    let output = child.args(&args[1..]).creation_flags(NO_WINDOW).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
