//! What hooks see.

use std::os::fd::AsRawFd as _;
use std::sync::Mutex;

use ostler::os::{self, At};
use ostler::{Error, ErrorKind, audit};

use crate::support::in_child;

static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn listen() {
    audit::add_hook(|event| {
        let args: Vec<_> = event.args().iter().map(|arg| format!("{arg:?}")).collect();
        SEEN.lock().unwrap().push(format!("{}({})", event.name(), args.join(", ")));
        if event.args().first().is_some_and(|arg| arg.to_string().contains("forbidden")) {
            return Err(Error::vetoed("no"));
        }
        Ok(())
    });
}

fn seen() -> Vec<String> {
    std::mem::take(&mut SEEN.lock().unwrap())
}

#[test]
fn events_come_with_their_arguments() {
    in_child("descriptors::audit::events_come_with_their_arguments", || {
        let file = tempfile::tempfile().unwrap();
        let number = file.as_raw_fd();
        listen();
        os::open("/dev/null", os::O_RDONLY).unwrap();
        os::ftruncate(&file, 5).unwrap();
        os::lockf(&file, os::F_TLOCK, -1).unwrap_err();
        drop(os::getxattr("/", "user.a"));
        drop(os::setxattr_with("/nowhere", "user.a", b"v", os::XATTR_CREATE, At::cwd()));
        drop(os::listxattr(&file));
        drop(os::removexattr("/nowhere", "user.a"));
        let cloexec = libc::O_CLOEXEC;
        assert_eq!(
            seen(),
            [
                format!("open(Path(\"/dev/null\"), None, Int({cloexec}))"),
                format!("os.truncate(Fd({number}), Int(5))"),
                format!("os.lockf(Int({number}), Int({}), Int(-1))", libc::F_TLOCK),
                "os.getxattr(Path(\"/\"), Str(\"user.a\"))".into(),
                "os.setxattr(Path(\"/nowhere\"), Str(\"user.a\"), Bytes([118]), Int(1))".into(),
                format!("os.listxattr(Fd({number}))"),
                "os.removexattr(Path(\"/nowhere\"), Str(\"user.a\"))".into(),
            ]
        );
    });
}

#[test]
fn the_rest_is_silent() {
    in_child("descriptors::audit::the_rest_is_silent", || {
        listen();
        let (r, w) = os::pipe().unwrap();
        os::write(&w, b"x").unwrap();
        os::read(&r, 1).unwrap();
        os::close(os::dup(&r).unwrap()).unwrap();
        os::eventfd(0).unwrap();
        os::memfd_create("m").unwrap();
        os::openpty().unwrap();
        assert_eq!(seen(), Vec::<String>::new());
    });
}

#[test]
fn a_veto_comes_before_the_act() {
    in_child("descriptors::audit::a_veto_comes_before_the_act", || {
        let tmp = tempfile::tempdir().unwrap();
        let path = tmp.path().join("forbidden");
        listen();
        let refused = os::open(&path, os::O_WRONLY | os::O_CREAT).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Vetoed);
        assert!(!path.exists());
    });
}
