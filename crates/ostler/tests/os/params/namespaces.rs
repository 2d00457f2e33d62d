use std::fs::File;
use std::os::fd::AsRawFd as _;

use ostler::os::{self, CloneFlags};
use ostler::{ErrorKind, errno};
use ostler_sys as sys;

use super::is_root;
use crate::support::{as_nobody, in_child};

fn namespace(kind: &str) -> std::path::PathBuf {
    std::fs::read_link(format!("/proc/thread-self/ns/{kind}")).unwrap()
}

/// A sandbox may forbid what the superuser can do elsewhere.
fn allowed(result: Result<(), ostler::Error>) -> bool {
    match result {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            println!("skipped: {error}");
            false
        }
        other => {
            other.unwrap();
            true
        }
    }
}

#[test]
fn a_host_name_of_its_own_and_back() {
    if !is_root() {
        return;
    }
    in_child("params::namespaces::a_host_name_of_its_own_and_back", || {
        let (before, name) = (namespace("uts"), os::uname().nodename);
        let home = File::open("/proc/thread-self/ns/uts").unwrap();
        if !allowed(os::unshare(os::CLONE_NEWUTS)) {
            return;
        }
        assert_ne!(namespace("uts"), before);
        // SAFETY: a string of nine bytes.
        assert_eq!(unsafe { libc::sethostname(c"elsewhere".as_ptr(), 9) }, 0);
        assert_eq!(os::uname().nodename, "elsewhere");
        // Not a network namespace.
        let wrong = os::setns(&home, os::CLONE_NEWNET).unwrap_err();
        assert_eq!(wrong.errno(), Some(errno::EINVAL));
        os::setns(&home, os::CLONE_NEWUTS).unwrap();
        assert_eq!((namespace("uts"), os::uname().nodename), (before, name));
        // Of whatever kind it is.
        os::setns(&home, CloneFlags::empty()).unwrap();
    });
}

#[test]
fn nothing_changes_nothing() {
    os::unshare(CloneFlags::empty()).unwrap();
}

#[test]
fn a_current_directory_of_its_own() {
    in_child("params::namespaces::a_current_directory_of_its_own", || {
        let before = std::env::current_dir().unwrap();
        std::thread::spawn(|| {
            if allowed(os::unshare(os::CLONE_FS)) {
                std::env::set_current_dir("/proc").unwrap();
            }
        })
        .join()
        .unwrap();
        assert_eq!(std::env::current_dir().unwrap(), before);
    });
}

/// Descriptors are the whole process's where there are threads.
#[test]
fn descriptors_only_alone() {
    in_child("params::namespaces::descriptors_only_alone", || {
        std::thread::spawn(|| {
            let refused = os::unshare(os::CLONE_FILES).unwrap_err();
            assert_eq!(refused.errno(), Some(errno::EINVAL));
            // SAFETY: this thread opens nothing, takes nothing along and ends.
            unsafe { os::unshare_unchecked(os::CLONE_FILES).unwrap() };
        })
        .join()
        .unwrap();
        // SAFETY: the child calls nothing but the function and `_exit`.
        let child = unsafe { libc::fork() };
        if child == 0 {
            // The only thread of its process.
            let alone = os::unshare(os::CLONE_FILES).is_ok();
            // SAFETY: ends the child.
            unsafe { libc::_exit(i32::from(!alone)) };
        }
        let mut status = -1;
        // SAFETY: our own child.
        assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
        assert_eq!(status, 0);
    });
}

#[test]
fn what_is_no_namespace() {
    let file = File::open("/dev/null").unwrap();
    let refused = os::setns(&file, os::CLONE_NEWUTS).unwrap_err();
    assert_eq!(refused.errno(), Some(errno::EINVAL));
    // SAFETY: a number that is no descriptor.
    let none = unsafe { sys::fd::Fd::from_raw(-1) };
    assert_eq!(sys::linux::namespaces::setns(none, 0), Err(errno::EBADF));
    let unknown = os::unshare(CloneFlags::from_bits_retain(0x1)).unwrap_err();
    assert_eq!(unknown.errno(), Some(errno::EINVAL));
    assert!(file.as_raw_fd() >= 0);
}

#[test]
fn refused() {
    as_nobody("params::namespaces::refused", || {
        for flag in [os::CLONE_NEWUTS, os::CLONE_NEWNET, os::CLONE_NEWNS, os::CLONE_NEWPID] {
            assert_eq!(os::unshare(flag).unwrap_err().kind(), ErrorKind::PermissionDenied);
        }
        let own = File::open("/proc/self/ns/uts").unwrap();
        let refused = os::setns(&own, os::CLONE_NEWUTS).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::PermissionDenied);
    });
}

#[test]
fn flags_are_the_kernels() {
    for (flag, bits) in [
        (os::CLONE_FILES, libc::CLONE_FILES),
        (os::CLONE_FS, libc::CLONE_FS),
        (os::CLONE_NEWCGROUP, libc::CLONE_NEWCGROUP),
        (os::CLONE_NEWIPC, libc::CLONE_NEWIPC),
        (os::CLONE_NEWNET, libc::CLONE_NEWNET),
        (os::CLONE_NEWNS, libc::CLONE_NEWNS),
        (os::CLONE_NEWPID, libc::CLONE_NEWPID),
        (os::CLONE_NEWTIME, 0x80),
        (os::CLONE_NEWUSER, libc::CLONE_NEWUSER),
        (os::CLONE_NEWUTS, libc::CLONE_NEWUTS),
        (os::CLONE_SIGHAND, libc::CLONE_SIGHAND),
        (os::CLONE_SYSVSEM, libc::CLONE_SYSVSEM),
        (os::CLONE_THREAD, libc::CLONE_THREAD),
        (os::CLONE_VM, libc::CLONE_VM),
    ] {
        assert_eq!(flag.bits(), bits);
    }
}
