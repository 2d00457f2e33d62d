//! Changing ids: each in a process of its own.

use ostler::{Error, ErrorKind, os};

use super::{is_root, status};
use crate::support::{as_nobody, in_child};

const USER: u32 = 12345;
const OTHER: u32 = 23456;

#[test]
fn effective_and_back() {
    if !is_root() {
        return;
    }
    in_child("params::set_ids::effective_and_back", || {
        os::setegid(OTHER).unwrap();
        os::seteuid(USER).unwrap();
        assert_eq!((os::geteuid(), os::getuid()), (USER, 0));
        assert_eq!((os::getegid(), os::getgid()), (OTHER, 0));
        assert_eq!(status("", "Uid")[..3], [0, USER, 0]);
        os::seteuid(0).unwrap();
        os::setegid(0).unwrap();
        assert_eq!((os::geteuid(), os::getegid()), (0, 0));
    });
}

#[test]
fn for_good() {
    if !is_root() {
        return;
    }
    in_child("params::set_ids::for_good", || {
        os::setgroups(&[OTHER]).unwrap();
        os::setgid(OTHER).unwrap();
        os::setuid(USER).unwrap();
        assert_eq!(os::getresuid().unwrap(), (USER, USER, USER));
        assert_eq!(os::getresgid().unwrap(), (OTHER, OTHER, OTHER));
        assert_eq!(os::getgroups().unwrap(), [OTHER]);
        assert_eq!(status("", "Groups"), [OTHER]);
        assert_eq!(os::setuid(0).unwrap_err().kind(), ErrorKind::PermissionDenied);
        assert_eq!(os::setgid(0).unwrap_err().kind(), ErrorKind::PermissionDenied);
    });
}

#[test]
fn one_by_one() {
    if !is_root() {
        return;
    }
    in_child("params::set_ids::one_by_one", || {
        os::setresgid(Some(1), None, Some(3)).unwrap();
        assert_eq!(os::getresgid().unwrap(), (1, 0, 3));
        os::setregid(None, Some(1)).unwrap();
        assert_eq!(status("", "Gid")[..2], [1, 1]);
        os::setresuid(None, Some(USER), Some(OTHER)).unwrap();
        assert_eq!(os::getresuid().unwrap(), (0, USER, OTHER));
        os::setreuid(Some(USER), Some(OTHER)).unwrap();
        assert_eq!(status("", "Uid")[..2], [USER, OTHER]);
    });
}

/// A thread that keeps the rights of the superuser would be a way around.
#[test]
fn all_threads_change() {
    if !is_root() {
        return;
    }
    in_child("params::set_ids::all_threads_change", || {
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let thread = std::thread::spawn(move || {
            wait.recv().unwrap();
            (os::getresuid().unwrap(), os::getresgid().unwrap(), os::getgroups().unwrap())
        });
        os::setgroups(&[7, 8]).unwrap();
        os::setresgid(Some(OTHER), Some(OTHER), Some(OTHER)).unwrap();
        os::setresuid(Some(USER), Some(USER), Some(USER)).unwrap();
        let tasks: Vec<_> = std::fs::read_dir("/proc/self/task").unwrap().collect();
        assert!(tasks.len() > 1);
        for task in tasks {
            let task = format!("task/{}/", task.unwrap().file_name().display());
            assert_eq!(status(&task, "Uid"), [USER; 4]);
            assert_eq!(status(&task, "Gid"), [OTHER; 4]);
            assert_eq!(status(&task, "Groups"), [7, 8]);
        }
        go.send(()).unwrap();
        let seen = thread.join().unwrap();
        assert_eq!(seen, ((USER, USER, USER), (OTHER, OTHER, OTHER), vec![7, 8]));
    });
}

#[test]
fn refused() {
    as_nobody("params::set_ids::refused", || {
        let denied = |result: Result<(), Error>| {
            assert_eq!(result.unwrap_err().kind(), ErrorKind::PermissionDenied);
        };
        denied(os::setuid(0));
        denied(os::seteuid(0));
        denied(os::setgid(0));
        denied(os::setegid(0));
        denied(os::setreuid(0, None));
        denied(os::setregid(None, Some(0)));
        denied(os::setresuid(None, None, Some(0)));
        denied(os::setresgid(0, None, None));
        denied(os::setgroups(&[0]));
        denied(os::initgroups("root", 0));
    });
}
