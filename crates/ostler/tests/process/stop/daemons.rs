//! Trees that become daemons when they are asked to end.

use std::io::Read as _;
use std::os::fd::AsRawFd as _;
use std::sync::atomic::{AtomicI32, Ordering::SeqCst};

use ostler::process::{Process, Stop};

use crate::crowd::{fork, lives, orphans, pause, unblock, until};
use crate::support::in_child;

/// Forks, leads a session of its own, and lets its parent end.
fn daemon(hops: usize) -> (Process, std::io::PipeReader) {
    static WRITE: AtomicI32 = AtomicI32::new(-1);
    static HOPS: AtomicI32 = AtomicI32::new(1);
    extern "C" fn become_one(_: i32) {
        // SAFETY: system calls only.
        unsafe {
            for _ in 0..HOPS.load(SeqCst) {
                if libc::fork() != 0 {
                    libc::_exit(0);
                }
                libc::setsid();
            }
            let this = libc::getpid();
            libc::alarm(30);
            libc::write(WRITE.load(SeqCst), (&raw const this).cast(), 4);
            libc::signal(libc::SIGTERM, libc::SIG_DFL);
            unblock();
            pause();
        }
    }
    let (mut read, write) = std::io::pipe().unwrap();
    WRITE.store(write.as_raw_fd(), SeqCst);
    HOPS.store(hops as i32, SeqCst);
    let root = fork(|| {
        // SAFETY: a handler that makes system calls only.
        unsafe {
            libc::alarm(30);
            libc::signal(libc::SIGTERM, become_one as extern "C" fn(i32) as usize);
            libc::write(WRITE.load(SeqCst), c"x".as_ptr().cast(), 1);
        }
        pause()
    });
    read.read_exact(&mut [0]).unwrap();
    (root, read)
}

fn escapes(hops: usize) {
    let (root, mut read) = daemon(hops);
    let report = Stop::new().tree(root).unwrap();
    let mut number = [0; 4];
    read.read_exact(&mut number).unwrap();
    root.wait(None).unwrap();
    let Ok(daemon) = Process::new(i32::from_ne_bytes(number)) else {
        // It was seen in time, ended, and has been collected.
        assert!(report.len() > 1 && report.is_complete(), "{report:?}");
        return;
    };
    // Where it was seen in time, with its parent, it is a member; where not, it is reported and left alone.
    match report.get(daemon) {
        Some(outcome) => assert!(outcome.is_gone(), "{report:?}"),
        None => assert!(lives(daemon.pid()) && report.strays().contains(&daemon), "{report:?}"),
    }
    let _ = daemon.kill();
}

fn become_subreaper() {
    // SAFETY: numbers only.
    assert_eq!(unsafe { libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) }, 0);
}

#[test]
fn one_that_falls_to_the_system() {
    in_child("stop::daemons::one_that_falls_to_the_system", || escapes(1));
}

#[test]
fn one_that_falls_to_the_caller() {
    in_child("stop::daemons::one_that_falls_to_the_caller", || {
        become_subreaper();
        escapes(1);
    });
}

/// A process is a stray only if it has come up during the stop.
#[test]
fn what_was_there_before_is_no_stray() {
    in_child("stop::daemons::what_was_there_before_is_no_stray", || {
        become_subreaper();
        let old = orphans(20);
        let (root, _read) = daemon(1);
        let report = Stop::new().tree(root).unwrap();
        assert!(report.strays().iter().all(|stray| !old.contains(stray)), "{report:?}");
        root.wait(None).unwrap();
        for stray in report.strays().iter().chain(&old) {
            let ours = ostler::process::Process::current().unwrap().children(false).unwrap();
            if ours.contains(stray) {
                stray.kill().unwrap();
            }
        }
        until("their end", || old.iter().all(|process| !lives(process.pid())));
    });
}
