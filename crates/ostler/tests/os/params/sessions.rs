use std::ffi::CStr;
use std::path::Path;

use ostler::{ErrorKind, errno, os};

use crate::support::in_child;

/// pid, parent, process group and session, as the kernel shows them.
fn stat(pid: &str) -> [i32; 4] {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let (head, tail) = stat.rsplit_once(") ").unwrap();
    let number = |text: &str| text.parse().unwrap();
    let mut fields = tail.split(' ').skip(1).map(number);
    let mut next = || fields.next().unwrap();
    [number(head.split(' ').next().unwrap()), next(), next(), next()]
}

#[test]
fn are_what_the_kernel_shows() {
    let [pid, parent, group, session] = stat("self");
    assert_eq!(os::getpid(), pid);
    assert_eq!(os::getppid(), parent);
    assert_eq!(os::getpgrp(), group);
    assert_eq!((os::getpgid(0).unwrap(), os::getpgid(pid).unwrap()), (group, group));
    assert_eq!((os::getsid(0).unwrap(), os::getsid(pid).unwrap()), (session, session));
    let [init, _, group, session] = stat("1");
    assert_eq!((os::getpgid(init).unwrap(), os::getsid(init).unwrap()), (group, session));
}

#[test]
fn of_no_process() {
    for pid in [-1, i32::MIN, i32::MAX] {
        assert_eq!(os::getpgid(pid).unwrap_err().kind(), ErrorKind::ProcessLookup);
        assert_eq!(os::getsid(pid).unwrap_err().kind(), ErrorKind::ProcessLookup);
    }
    assert_eq!(os::setpgid(0, -1).unwrap_err().errno(), Some(errno::EINVAL));
    assert_eq!(os::setpgid(-1, 0).unwrap_err().errno(), Some(errno::EINVAL));
    assert_eq!(os::setpgid(i32::MAX, 0).unwrap_err().kind(), ErrorKind::ProcessLookup);
}

#[test]
fn a_group_of_its_own() {
    in_child("params::sessions::a_group_of_its_own", || {
        let before = os::getpgrp();
        assert_ne!(before, os::getpid());
        os::setpgrp().unwrap();
        assert_eq!(os::getpgrp(), os::getpid());
        assert_eq!(stat("self")[2], os::getpid());
        // Back, by name.
        os::setpgid(os::getpid(), before).unwrap();
        assert_eq!(os::getpgrp(), before);
    });
}

#[test]
fn a_session_of_its_own() {
    in_child("params::sessions::a_session_of_its_own", || {
        assert_eq!(os::setsid().unwrap(), os::getpid());
        assert_eq!(stat("self")[2..], [os::getpid(); 2]);
        assert_eq!(os::getsid(0).unwrap(), os::getpid());
        // A leader can do neither again.
        assert_eq!(os::setsid().unwrap_err().kind(), ErrorKind::PermissionDenied);
        assert_eq!(os::setpgrp().unwrap_err().kind(), ErrorKind::PermissionDenied);
        // Without a terminal nobody is logged in on it.
        assert!(os::getlogin().unwrap_err().errno().is_some());
    });
}

#[test]
fn a_child_of_a_group() {
    let mut child = std::process::Command::new("sh")
        .args(["-c", "echo; exec sleep 60"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let pid = child.id() as i32;
    // The child has run its program: too late.
    std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut [0]).unwrap();
    let late = os::setpgid(pid, 0).unwrap_err();
    let group = os::getpgid(pid).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(late.errno(), Some(errno::EACCES));
    assert_eq!(group, os::getpgrp());
}

#[test]
fn umask() {
    in_child("params::sessions::umask", || {
        let shown = || {
            let status = std::fs::read_to_string("/proc/self/status").unwrap();
            let mask = status.lines().find_map(|line| line.strip_prefix("Umask:")).unwrap();
            u32::from_str_radix(mask.trim(), 8).unwrap()
        };
        let before = os::umask(0o027);
        assert_eq!(shown(), 0o027);
        assert_eq!(os::umask(u32::MAX), 0o027);
        assert_eq!(os::umask(0o0), 0o777);
        assert_eq!(os::umask(0o107022), 0);
        assert_eq!(os::umask(before), 0o022);
        assert_eq!(shown(), before);
    });
}

#[test]
fn the_terminal() {
    assert_eq!(os::ctermid().unwrap(), Path::new("/dev/tty"));
}

/// The same answer as the C library's other function, error or name.
#[test]
fn the_user_of_the_terminal() {
    in_child("params::sessions::the_user_of_the_terminal", || {
        // SAFETY: the only thread that calls this.
        let name = unsafe { libc::getlogin() };
        match os::getlogin() {
            Ok(ours) => {
                // SAFETY: there is a name, and no other call has changed it.
                let name = unsafe { CStr::from_ptr(name) };
                assert_eq!(ours.as_encoded_bytes(), name.to_bytes());
            }
            Err(error) => {
                assert!(name.is_null());
                let number = error.errno().unwrap();
                assert!([errno::ENXIO, errno::ENOTTY, errno::ENOENT].contains(&number), "{error}");
            }
        }
    });
}
