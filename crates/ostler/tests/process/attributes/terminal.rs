//! Terminals, sessions, process groups.

use std::path::PathBuf;

use ostler::process::{Field, Query, Value};

use super::children::{fork, start, stat};

/// A new terminal: the side of whoever keeps it, and the path of the other.
fn terminal() -> (i32, PathBuf) {
    let (mut controller, mut other) = (-1, -1);
    let mut name = [0_u8; 128];
    let null = std::ptr::null_mut();
    // SAFETY: the descriptors and the name are writable.
    unsafe {
        assert_eq!(
            libc::openpty(&raw mut controller, &raw mut other, null, null.cast(), null.cast()),
            0
        );
        assert_eq!(libc::ttyname_r(other, name.as_mut_ptr().cast(), name.len()), 0);
        libc::close(other);
        libc::fcntl(controller, libc::F_SETFD, libc::FD_CLOEXEC);
    }
    let name = std::ffi::CStr::from_bytes_until_nul(&name).unwrap();
    (controller, name.to_str().unwrap().into())
}

#[test]
fn on_one() {
    let (controller, path) = terminal();
    let name = std::ffi::CString::new(path.to_str().unwrap()).unwrap();
    // SAFETY: a session of its own, and the terminal for it.
    let child = fork(|| unsafe {
        libc::setsid();
        libc::signal(libc::SIGHUP, libc::SIG_IGN);
        libc::open(name.as_ptr(), libc::O_RDWR);
    });
    let process = child.process();
    assert_eq!(process.terminal().unwrap(), Some(path.clone()));
    assert_eq!(process.session().unwrap(), child.0);
    assert_eq!(process.process_group().unwrap(), child.0);
    assert_eq!(process.foreground_group().unwrap(), Some(child.0));
    let short = path.strip_prefix("/dev").unwrap().to_str().unwrap();
    let snapshot =
        process.snapshot(Field::Terminal | Field::ForegroundGroup | Field::Session).unwrap();
    assert_eq!(snapshot.get(Field::Terminal), Some(&short.into()));
    assert_eq!(snapshot.get(Field::ForegroundGroup), Some(&Value::Int(child.0.into())));
    for text in [short, path.to_str().unwrap()] {
        let query = Query::parse(&format!("terminal == \"{text}\"")).unwrap();
        assert_eq!(query.find().unwrap(), [process], "{text}");
    }
    drop(child);
    // SAFETY: the descriptor is this test's own.
    unsafe { libc::close(controller) };
}

#[test]
fn on_none() {
    // SAFETY: no preconditions.
    let child = fork(|| unsafe {
        libc::setsid();
    });
    let process = child.process();
    assert_eq!(process.terminal().unwrap(), None);
    assert_eq!(process.foreground_group().unwrap(), None);
    let snapshot = process.snapshot(Field::Terminal | Field::ForegroundGroup).unwrap();
    assert_eq!(snapshot.get(Field::Terminal), Some(&Value::None));
    assert_eq!(snapshot.get(Field::ForegroundGroup), Some(&Value::None));
}

#[test]
fn groups_and_sessions() {
    let mut command = std::process::Command::new("sleep");
    std::os::unix::process::CommandExt::process_group(command.arg("600"), 0);
    let child = start(&mut command);
    let process = child.process();
    assert_eq!(process.process_group().unwrap(), child.pid());
    assert_eq!(process.session().unwrap(), ostler::os::getsid(0).unwrap());
    assert_eq!(stat(child.pid())[2], child.pid().to_string());
    assert_eq!(stat(child.pid())[3], process.session().unwrap().to_string());
}
