//! What cannot be told is not told as "none" or "gone".

use std::ffi::CString;
use std::os::fd::AsRawFd as _;
use std::path::Path;

use ostler::ErrorKind;
use ostler::errno::{EIO, ENODEV, ENOSYS, EPERM, Errno};
use ostler::process::{self, ConnectionKinds, Field, Fields, Process, Query, Stop};

use crate::crowd::{Crowd, fork, lives, pause, refuse};
use crate::elsewhere::{may_unshare, mount, own_mounts};
use crate::reuse::has_pidfs;
use crate::support::in_child;

fn errno<T>(result: ostler::Result<T>) -> Option<Errno> {
    result.err().and_then(|error| error.errno())
}

fn kind<T>(result: ostler::Result<T>) -> Option<ErrorKind> {
    result.err().map(|error| error.kind())
}

/// A filter of system calls that is put on after the process was found refuses what told it from others.
#[test]
fn an_identity_that_is_unknown_by_now() {
    not_to_be_compared("unknown::an_identity_that_is_unknown_by_now", ENOSYS);
}

#[test]
fn an_identity_that_is_forbidden_by_now() {
    not_to_be_compared("unknown::an_identity_that_is_forbidden_by_now", EPERM);
}

fn not_to_be_compared(test: &str, refusal: Errno) {
    in_child(test, || {
        let child = fork(|| pause());
        let crowd = Crowd(vec![child]);
        let by_inode = has_pidfs();
        refuse(libc::SYS_pidfd_open, refusal);
        if by_inode {
            assert_eq!(errno(child.is_running()), Some(refusal));
            assert_eq!(errno(child.name()), Some(refusal));
            assert_eq!(errno(child.kill()), Some(refusal));
            assert_eq!(errno(child.wait(Some(std::time::Duration::ZERO))), Some(refusal));
            let report = Stop::new().force().all(&[child]);
            // Whether as an error of all or of the one: never as one that was gone already.
            if let Ok(report) = report {
                assert!(!report.is_complete(), "{report:?}");
            }
        } else {
            assert!(child.is_running().unwrap());
        }
        assert!(lives(child.pid()));
        // What is found by now is found by what can be compared.
        let found = Process::new(child.pid()).unwrap();
        assert!(found.is_running().unwrap());
        found.kill().unwrap();
        drop(crowd);
    });
}

#[test]
fn a_process_that_proc_hides() {
    in_child("unknown::a_process_that_proc_hides", || {
        if !may_unshare() {
            return;
        }
        let (child, tether) = tethered();
        own_mounts();
        mount("proc", Path::new("/proc"), "hidepid=2");
        become_another();
        let pid = child.pid();
        assert!(!process::pids().unwrap().contains(&pid));
        match Process::new(pid) {
            // Before Linux 6.9 it is told by a file that is hidden.
            Err(error) => assert_eq!(error.kind(), ErrorKind::PermissionDenied),
            Ok(hidden) => {
                assert!(hidden.is_running().unwrap());
                let denied = ErrorKind::PermissionDenied;
                assert_eq!(kind(hidden.name()), Some(denied));
                assert_eq!(kind(hidden.status()), Some(denied));
                assert_eq!(kind(hidden.send_signal(0)), Some(denied));
                assert_eq!(kind(process::is_protected(hidden)), Some(denied));
                let snapshot = hidden.snapshot(Field::Name | Field::Rss).unwrap();
                assert_eq!(snapshot.unreadable(), Field::Name | Field::Rss);
                assert_eq!(snapshot.why_unreadable(Field::Rss).unwrap().kind(), denied);
            }
        }
        let query = Query::parse(&format!("pid == {pid} and name == sleep")).unwrap();
        assert!(query.find().unwrap().is_empty());
        let search = query.search(Fields::NONE).unwrap();
        assert_eq!(search.undecided.len(), 1, "{search:?}");
        assert_eq!(search.undecided[0].pid(), pid);
        assert_eq!(search.undecided[0].error().kind(), ErrorKind::PermissionDenied);
        // One that is really not there is told as that.
        let none = Query::pid(4_194_303).search(Fields::NONE).unwrap();
        assert!(none.found.is_empty() && none.undecided.is_empty());
        // Likewise where the kernel has no process descriptors.
        refuse(libc::SYS_pidfd_open, ENOSYS);
        assert_eq!(kind(Process::new(pid)), Some(ErrorKind::PermissionDenied));
        assert_eq!(kind(process::exists(pid)), Some(ErrorKind::PermissionDenied));
        assert_eq!(kind(Process::new(4_194_303)), Some(ErrorKind::ProcessLookup));
        drop(tether);
    });
}

/// Makes this thread another user's.
fn become_another() {
    // SAFETY: numbers. The raw calls change this thread alone.
    unsafe {
        assert_eq!(libc::syscall(libc::SYS_setgroups, 0, 0), 0);
        assert_eq!(libc::syscall(libc::SYS_setresgid, 1234, 1234, 1234), 0);
        assert_eq!(libc::syscall(libc::SYS_setresuid, 1234, 1234, 1234), 0);
    }
}

/// A process that ends when what is returned with it is dropped, whether we may still signal it or not.
fn tethered() -> (Process, std::io::PipeWriter) {
    let (read, write) = std::io::pipe().unwrap();
    let end = write.as_raw_fd();
    let process = fork(|| {
        let mut byte = 0_u8;
        // SAFETY: descriptors of this copy, and a byte of its own.
        unsafe {
            libc::close(end);
            libc::read(read.as_raw_fd(), (&raw mut byte).cast(), 1);
        }
    });
    (process, write)
}

#[test]
fn without_proc_nothing_is_told_as_none() {
    in_child("unknown::without_proc_nothing_is_told_as_none", || {
        if !may_unshare() {
            return;
        }
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        own_mounts();
        mount("tmpfs", Path::new("/proc"), "");
        assert_eq!(errno(process::pids()), Some(ENODEV));
        assert_eq!(errno(process::iter(Field::Name)), Some(ENODEV));
        assert_eq!(errno(process::listeners(port)), Some(ENODEV));
        assert_eq!(errno(process::net_connections(ConnectionKinds::INET)), Some(ENODEV));
        assert_eq!(errno(Query::port(port).find()), Some(ENODEV));
        assert_eq!(errno(Query::name("make").search(Fields::NONE)), Some(ENODEV));
        match Process::current() {
            Ok(me) => {
                assert_eq!(errno(me.name()), Some(ENODEV));
                assert_eq!(errno(me.children(true)), Some(ENODEV));
                assert!(me.is_running().unwrap());
            }
            Err(error) => assert_eq!(error.errno(), Some(ENODEV)),
        }
        assert_eq!(errno(Process::new(4_194_303)), Some(ostler::errno::ESRCH));
    });
}

/// A file of one process that fails: its name, for which stands a file whose first byte is not to be read.
#[test]
fn a_file_that_fails_is_no_process_that_is_not_there() {
    in_child("unknown::a_file_that_fails_is_no_process_that_is_not_there", || {
        if !may_unshare() {
            return;
        }
        let (child, tether) = tethered();
        let by_inode = has_pidfs();
        own_mounts();
        for file in ["comm", "stat"] {
            let path = CString::new(format!("/proc/{}/{file}", child.pid())).unwrap();
            // SAFETY: C strings that outlive the call.
            let bound = unsafe {
                libc::mount(
                    c"/proc/self/mem".as_ptr(),
                    path.as_ptr(),
                    std::ptr::null(),
                    libc::MS_BIND,
                    std::ptr::null(),
                )
            };
            assert_eq!(bound, 0, "{}", std::io::Error::last_os_error());
        }
        assert_eq!(errno(child.name()), Some(EIO));
        let query = Query::name("no such name");
        assert_eq!(errno(query.find()), Some(EIO));
        let search = query.search(Fields::NONE).unwrap();
        let undecided: Vec<_> = search
            .undecided
            .iter()
            .filter(|one| one.error().kind() != ErrorKind::PermissionDenied)
            .map(|one| (one.pid(), one.field(), one.error().errno()))
            .collect();
        // Told by its start, it is not to be had at all.
        let field = by_inode.then_some(Field::Name);
        assert_eq!(undecided, [(child.pid(), field, Some(EIO))]);
        assert_eq!(errno(query.selects(child)), Some(EIO));
        // In a list it is there, and its name is not.
        let mut listed = process::iter(Field::Name | Field::Uids).unwrap();
        let of_child = listed.find(|one| match one {
            Ok(one) => one.pid() == child.pid(),
            Err(error) => error.pid() == Some(child.pid()),
        });
        match of_child.unwrap() {
            Ok(one) => {
                assert_eq!(one.unreadable(), Field::Name.into());
                assert_eq!(one.why_unreadable(Field::Name).unwrap().errno(), Some(EIO));
                assert!(one.why_unreadable(Field::Uids).is_none());
            }
            Err(error) => assert!(!by_inode && error.errno() == Some(EIO), "{error}"),
        }
        // Whose child it is cannot be told: a list of children without it would be wrong.
        assert_eq!(errno(Process::current().unwrap().children(false)), Some(EIO));
        drop(tether);
    });
}

/// What an ordinary user may not see is undecided, and not absent.
#[test]
fn what_is_not_ours_to_read_is_undecided() {
    in_child("unknown::what_is_not_ours_to_read_is_undecided", || {
        if !may_unshare() {
            return;
        }
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (child, tether) = tethered();
        drop(listener);
        become_another();
        let pid = child.pid();
        let undecided = |text: &str| {
            let search = Query::parse(text).unwrap().search(Fields::NONE).unwrap();
            assert!(search.found.is_empty(), "{text}");
            search
                .undecided
                .iter()
                .map(|one| (one.pid(), one.field(), one.error().kind()))
                .collect::<Vec<_>>()
        };
        let denied = |field| vec![(pid, Some(field), ErrorKind::PermissionDenied)];
        for (text, field) in [
            ("environ.HOME == /x", Field::Environ),
            ("exe == /bin/sleep", Field::Exe),
            ("not exe == /bin/sleep", Field::Exe),
            ("files == /etc/passwd", Field::Files),
            ("cwd == /", Field::Cwd),
        ] {
            assert_eq!(undecided(&format!("pid == {pid} and {text}")), denied(field), "{text}");
        }
        assert_eq!(undecided(&format!("pid == {pid} and ports == {port}")), denied(Field::Ports));
        // What is known is known: by another attribute, or because no socket has the port.
        assert_eq!(undecided(&format!("pid == {pid} and exe == /x and name == nosuch")), []);
        assert_eq!(undecided(&format!("pid == {pid} and ports == 1")), []);
        // It is not selected, and that is no error.
        assert!(Query::parse("exe == /bin/nosuch").unwrap().find().unwrap().is_empty());
        drop(tether);
    });
}
