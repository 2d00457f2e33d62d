use std::process::{Command, Stdio};

use ostler::os;
use ostler::{errno, stat};

use super::Folder;

const ROLE: &str = "OSTLER_TEST_ROLE";

/// This program again, to run one test that is a part of a child.
fn child(test: &str, role: &str) -> Command {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", &format!("windows::parameters::{test}"), "--ignored", "--nocapture"]);
    child.env(ROLE, role).stdout(Stdio::piped()).stderr(Stdio::null());
    child
}

#[test]
fn this_process_and_its_parent() {
    assert_eq!(os::getpid() as u32, std::process::id());
    assert_ne!(os::getppid(), os::getpid());
    let output = child("says_who", "who").output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains(&format!("parent {}.", os::getpid())), "{text}");
}

#[test]
#[ignore = "the part of a child"]
fn says_who() {
    println!("parent {}.", os::getppid());
}

#[test]
fn login() {
    let name = os::getlogin().unwrap();
    assert!(!name.is_empty());
    assert_eq!(Some(name), std::env::var_os("USERNAME"));
}

/// In a child of its own: the mask is the whole process's.
#[test]
fn umask() {
    assert!(child("masks", "mask").status().unwrap().success());
}

#[test]
#[ignore = "the part of a child"]
fn masks() {
    let folder = Folder::new();
    let made = |name: &str| {
        let flags = os::O_CREAT | os::O_WRONLY;
        os::close(os::open(folder.path(name), flags).unwrap()).unwrap();
        os::stat(folder.path(name)).unwrap().st_mode()
    };
    let before = os::umask(0);
    assert_eq!(made("a"), stat::S_IFREG | 0o666);
    assert_eq!(os::umask(0o222), 0);
    assert_eq!(made("b"), stat::S_IFREG | 0o444);
    // Of the rest nothing is kept.
    assert_eq!(os::umask(u32::MAX), 0o200);
    assert_eq!(os::umask(0), 0o600);
    os::umask(before);
    os::chmod(folder.path("b"), 0o666).unwrap();
}

#[test]
fn messages() {
    assert_eq!(os::strerror(errno::ENOENT), "No such file or directory");
    let error = os::stat("C:\\no such file").unwrap_err();
    assert_eq!((error.winerror(), error.errno()), (Some(2), Some(errno::ENOENT)));
    assert!(error.to_string().starts_with("[WinError 2] "), "{error}");
    assert!(os::strerror(errno::Errno::from_raw(-1)).contains("-1"));
}

#[test]
fn work() {
    let start = os::times().unwrap();
    let mut sum = 0_u64;
    while os::times().unwrap().user + os::times().unwrap().system < start.user + start.system + 0.05
    {
        sum = std::hint::black_box(sum.wrapping_mul(3) + 1);
    }
    let end = os::times().unwrap();
    assert!(end.user >= start.user && end.system >= start.system && end.user < 1e6);
    assert_eq!((end.children_user, end.children_system, end.elapsed), (0.0, 0.0, 0.0));
}

/// 3, or that of a failure which the system is to report.
#[test]
fn abort() {
    let status = child("aborts", "abort").status().unwrap();
    assert!(matches!(status.code(), Some(3 | -1_073_740_791)), "{status}");
}

#[test]
#[ignore = "the part of a child"]
fn aborts() {
    if std::env::var_os(ROLE).is_some() {
        os::abort();
    }
}

#[test]
fn at_once() {
    for code in [os::EX_OK, 7, -1] {
        let status = child("exits", &code.to_string()).status().unwrap();
        assert_eq!(status.code(), Some(code));
    }
}

#[test]
#[ignore = "the part of a child"]
fn exits() {
    if let Some(code) = std::env::var(ROLE).ok().and_then(|code| code.parse().ok()) {
        os::_exit(code);
    }
}
