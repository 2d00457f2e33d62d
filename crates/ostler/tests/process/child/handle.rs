//! Descriptors of processes, as a program's own loop waits for them.

use std::os::fd::{AsRawFd as _, OwnedFd};
use std::time::Duration;

use ostler::ErrorKind;
use ostler::process::{Binding, Child, Process};

use crate::crowd::refuse;
use crate::support::in_child;

/// What poll(2) says of it at once.
fn is_readable(fd: i32) -> bool {
    let mut fds = [libc::pollfd { fd, events: libc::POLLIN, revents: 0 }];
    // SAFETY: one entry that can be written to.
    assert!(unsafe { libc::poll(fds.as_mut_ptr(), 1, 0) } >= 0);
    fds[0].revents & libc::POLLIN != 0
}

#[test]
fn readable_when_it_has_ended() {
    let child = Child::spawn("sleep", ["600"]).unwrap();
    let handle = child.handle().unwrap();
    if child.process().binding().unwrap() == Binding::Handle {
        assert!(!is_readable(handle.as_raw_fd()));
    }
    child.kill().unwrap();
    crate::support::until("its end", || is_readable(handle.as_raw_fd()));
    // It was not collected: another can be had, and how it ended.
    assert!(is_readable(child.handle().unwrap().as_raw_fd()));
    assert_eq!(child.wait(Some(Duration::ZERO)).unwrap().exit_code(), Some(-9));
    assert_eq!(child.handle().unwrap_err().kind(), ErrorKind::ProcessLookup);
    // Of the one that was had before the end is still to be seen.
    let owned = OwnedFd::from(handle);
    assert!(is_readable(owned.as_raw_fd()));
}

#[test]
fn without_descriptors_of_processes() {
    in_child("child::handle::without_descriptors_of_processes", || {
        refuse(libc::SYS_pidfd_open, ostler::errno::ENOSYS);
        let me = Process::current().unwrap();
        assert_eq!(me.binding().unwrap(), Binding::Checked);
        assert_eq!(me.handle().unwrap_err().kind(), ErrorKind::NotImplemented);
    });
}
