//! What was stopped to freeze a tree goes on.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use ostler::process::{Process, Stop};
use ostler::{audit, signal};

use super::tree::descendants;
use crate::crowd::{fork, pause, state, until};
use crate::support::in_child;

/// A tree that keeps growing, up to a limit, so that it is frozen.
pub(crate) fn growing() -> Process {
    let root = fork(|| {
        // SAFETY: system calls only.
        unsafe {
            libc::alarm(120);
            libc::signal(libc::SIGTERM, libc::SIG_IGN);
            for count in 0..1000 {
                // It grows for long enough to be seen growing on a slow machine.
                if count > 200 {
                    libc::usleep(5_000);
                }
                if libc::fork() == 0 {
                    libc::alarm(120);
                    pause();
                }
            }
        }
        pause()
    });
    until("some size", || descendants(root.pid()).len() > 200);
    root
}

/// Does no harm, and freezes the tree if it is seen to grow meanwhile. On a busy machine it may take several of these until it is.
pub(crate) fn harmless() -> Stop<'static> {
    Stop::new().first(signal::SIGURG).grace(Duration::from_millis(20)).then(None)
}

fn stopped(root: Process) -> usize {
    let all = descendants(root.pid());
    all.into_iter().chain([root.pid()]).filter(|&pid| state(pid) == Some('T')).count()
}

/// Somebody who stops the tree, and hangs when it has frozen some of it.
fn stopper(root: Process, end: impl FnOnce() + Send + 'static) -> Process {
    static FROZEN: AtomicUsize = AtomicUsize::new(0);
    fork(|| {
        // SAFETY: no preconditions.
        unsafe { libc::alarm(120) };
        audit::add_hook(|event| {
            if event.args().last().is_some_and(|sig| sig.to_string() == "19")
                && FROZEN.fetch_add(1, SeqCst) > 20
            {
                loop {
                    std::thread::sleep(Duration::from_secs(1));
                }
            }
            Ok(())
        });
        let _ = std::thread::spawn(move || {
            while FROZEN.load(SeqCst) <= 20 {
                std::thread::sleep(Duration::from_millis(1));
            }
            end();
        });
        while FROZEN.load(SeqCst) <= 20 {
            let _ = harmless().tree(root);
        }
    })
}

fn end(root: Process) {
    let own = Process::current().and_then(|me| me.exe()).unwrap();
    if let Ok(report) = Stop::new().force().tree(root) {
        // What has come up too late where nothing may be frozen; this test runs a program of its own.
        for stray in report.strays() {
            if stray.exe().is_ok_and(|exe| exe == own) {
                let _ = stray.kill();
            }
        }
    }
    let _ = root.wait(None);
}

#[test]
fn when_the_stopper_is_killed() {
    in_child("stop::freeze::when_the_stopper_is_killed", || {
        let root = growing();
        let stopper = stopper(root, || ());
        until("a frozen tree", || stopped(root) >= 15);
        stopper.kill().unwrap();
        stopper.wait(None).unwrap();
        until("all going on", || stopped(root) == 0);
        // They go on indeed, and are not started again by whoever looks.
        assert!(!descendants(root.pid()).is_empty());
        end(root);
    });
}

/// As a terminal or a supervisor of services does it: whatever has stopped the tree is killed with all of its group.
#[test]
fn when_the_process_group_of_the_stopper_is_killed() {
    in_child("stop::freeze::when_the_process_group_of_the_stopper_is_killed", || {
        let root = growing();
        let stopper = stopper(root, || ());
        until("its group", || {
            // SAFETY: numbers only.
            let answer = unsafe { libc::setpgid(stopper.pid(), stopper.pid()) };
            answer == 0
        });
        until("a frozen tree", || stopped(root) >= 15);
        // SAFETY: numbers only.
        assert_eq!(unsafe { libc::kill(-stopper.pid(), libc::SIGKILL) }, 0);
        stopper.wait(None).unwrap();
        until("all going on", || stopped(root) == 0);
        assert!(!descendants(root.pid()).is_empty());
        end(root);
    });
}

#[test]
fn when_the_stopper_executes_another_program() {
    in_child("stop::freeze::when_the_stopper_executes_another_program", || {
        let root = growing();
        let (mut read, mut write) = std::io::pipe().unwrap();
        let stopper = stopper(root, move || {
            std::io::Read::read_exact(&mut read, &mut [0]).unwrap();
            let _ = ostler::os::execv("/bin/sleep", ["sleep", "600"]);
        });
        until("a frozen tree", || stopped(root) >= 15);
        std::io::Write::write_all(&mut write, b"x").unwrap();
        until("all going on", || stopped(root) == 0);
        stopper.kill().unwrap();
        stopper.wait(None).unwrap();
        end(root);
    });
}

#[test]
fn when_a_hook_panics() {
    in_child("stop::freeze::when_a_hook_panics", || {
        static STOPS: AtomicUsize = AtomicUsize::new(0);
        let root = growing();
        audit::add_hook(|event| {
            if event.args().last().is_some_and(|sig| sig.to_string() == "19") {
                assert!(STOPS.fetch_add(1, SeqCst) != 10, "enough");
            }
            Ok(())
        });
        until("a frozen tree", || std::panic::catch_unwind(|| harmless().tree(root)).is_err());
        until("all going on", || stopped(root) == 0);
        // The helper is gone, too: nobody but the tree is this one's child.
        let children = std::fs::read_to_string("/proc/self/task/self/children").unwrap_or_default();
        assert!(!children.contains("guard"));
        end(root);
    });
}

#[test]
fn survivors_go_on() {
    in_child("stop::freeze::survivors_go_on", || {
        let root = growing();
        let stop = Stop::new().first(signal::SIGURG).grace(Duration::from_millis(300)).then(None);
        let report = stop.tree(root).unwrap();
        assert!(report.survivors().count() > 10, "{}", report.len());
        until("all going on", || stopped(root) == 0);
        end(root);
    });
}

#[test]
fn whoever_is_sent_a_stop_stays_stopped() {
    in_child("stop::freeze::whoever_is_sent_a_stop_stays_stopped", || {
        let root = growing();
        let stop = Stop::new().first(signal::SIGSTOP).grace(Duration::from_millis(300)).then(None);
        let report = stop.tree(root).unwrap();
        assert!(report.survivors().count() > 10, "{}", report.len());
        until("all being stopped", || stopped(root) == report.len());
        end(root);
    });
}

/// What may not be frozen may start more while the others hold still.
#[test]
fn what_cannot_be_frozen_is_told_of() {
    in_child("stop::freeze::what_cannot_be_frozen_is_told_of", || {
        let root = growing();
        audit::add_hook(|event| match event.args().last() {
            Some(sig) if sig.to_string() == "19" => Err(ostler::Error::vetoed("not this one")),
            _ => Ok(()),
        });
        let is_told = || {
            let report = harmless().tree(root).unwrap();
            let told = report.doubts().iter().any(|doubt| {
                matches!(doubt, ostler::process::Doubt::Unfrozen(error)
                    if error.kind() == ostler::ErrorKind::Vetoed)
            });
            assert!(!told || !report.is_complete());
            told
        };
        until("a tree that is to be frozen", is_told);
        end(root);
    });
}
