//! Process groups that a tree shares with strangers, and those that it has for itself.

use std::sync::atomic::{AtomicI32, Ordering::SeqCst};
use std::time::Duration;

use ostler::audit;
use ostler::process::{Outcome, Process, Spawn, Stop};

use super::tree::descendants;
use crate::crowd::{fork, lives, pause, say, state, unblock, until};
use crate::support::in_child;

/// A process that leads a group of its own and has a child in it; the child is there when this returns.
fn job(body: impl FnOnce()) -> Process {
    let root = fork(|| {
        // SAFETY: system calls only.
        unsafe {
            libc::alarm(30);
            libc::setpgid(0, 0);
            if libc::fork() == 0 {
                libc::alarm(30);
                pause();
            }
        }
        body();
        pause()
    });
    until("the group", || group(root.pid()) == root.pid() && descendants(root.pid()).len() == 1);
    root
}

fn group(pid: i32) -> i32 {
    // SAFETY: a number only.
    unsafe { libc::getpgid(pid) }
}

/// A process that is put into a group as a shell puts the parts of a pipeline.
fn join(leader: i32) -> Process {
    let other = fork(|| {
        // SAFETY: no preconditions.
        unsafe { libc::alarm(30) };
        pause()
    });
    // SAFETY: numbers only.
    assert_eq!(unsafe { libc::setpgid(other.pid(), leader) }, 0);
    other
}

fn end(process: Process) {
    let _ = process.kill();
    let _ = process.wait(None);
}

#[test]
fn the_other_half_of_a_pipeline_is_left_alone() {
    in_child("stop::groups::the_other_half_of_a_pipeline_is_left_alone", || {
        let root = job(|| ());
        let other = join(root.pid());
        let report = Stop::new().tree(root).unwrap();
        root.wait(None).unwrap();
        assert!(lives(other.pid()), "{report:?}");
        assert_eq!((report.len(), report.is_complete()), (2, true), "{report:?}");
        assert!(!report.strays().contains(&other), "it was there before");
        end(other);
    });
}

/// One that has ended and has not been collected is still a sign that the group is not the tree's.
#[test]
fn a_zombie_of_a_stranger_shares_the_group() {
    in_child("stop::groups::a_zombie_of_a_stranger_shares_the_group", || {
        let root = leaving_an_orphan();
        let other = join(root.pid());
        other.kill().unwrap();
        until("the zombie", || state(other.pid()) == Some('Z'));
        let report = Stop::new().grace(Duration::from_secs(60)).tree(root).unwrap();
        let orphan = LEFT.load(root);
        assert!(report.reparented().is_empty(), "{report:?}");
        // It may have been seen while it had its parent.
        if !report.iter().any(|(process, _)| process.pid() == orphan) {
            assert!(lives(orphan), "{report:?}");
            assert!(report.strays().iter().any(|stray| stray.pid() == orphan), "{report:?}");
            end(Process::new(orphan).unwrap());
        }
        for process in [root, other] {
            end(process);
        }
    });
}

/// What is left of a tree that leaves an orphan behind when it is asked to end.
struct Left(AtomicI32);

static LEFT: Left = Left(AtomicI32::new(0));

impl Left {
    fn load(&self, _root: Process) -> i32 {
        let mut number = [0; 4];
        let read = self.0.load(SeqCst);
        // SAFETY: as long as the buffer.
        assert_eq!(unsafe { libc::read(read, number.as_mut_ptr().cast(), 4) }, 4);
        i32::from_ne_bytes(number)
    }
}

/// A job that on `SIGTERM` forks once more and exits. The orphan stays in the group and tells its number.
fn leaving_an_orphan() -> Process {
    static WRITE: AtomicI32 = AtomicI32::new(-1);
    extern "C" fn leave(_: i32) {
        // SAFETY: system calls only.
        unsafe {
            if libc::fork() == 0 {
                let this = libc::getpid();
                libc::alarm(30);
                libc::write(WRITE.load(SeqCst), (&raw const this).cast(), 4);
                libc::signal(libc::SIGTERM, libc::SIG_DFL);
                unblock();
                pause();
            }
            libc::_exit(0);
        }
    }
    let mut ends = [0; 2];
    // SAFETY: room for two numbers.
    assert_eq!(unsafe { libc::pipe(ends.as_mut_ptr()) }, 0);
    LEFT.0.store(ends[0], SeqCst);
    WRITE.store(ends[1], SeqCst);
    let (mut read, write) = std::io::pipe().unwrap();
    let root = job(|| {
        // SAFETY: a handler that makes system calls only.
        unsafe {
            libc::signal(libc::SIGTERM, leave as extern "C" fn(i32) as usize);
            libc::write(std::os::fd::AsRawFd::as_raw_fd(&write), c"x".as_ptr().cast(), 1);
        }
    });
    std::io::Read::read_exact(&mut read, &mut [0]).unwrap();
    root
}

#[test]
fn orphans_of_a_group_of_its_own_are_found() {
    in_child("stop::groups::orphans_of_a_group_of_its_own_are_found", || {
        // Where others come and go all the time it may take several of these until it is clear whose the group is.
        until("a group of its own", || {
            let root = leaving_an_orphan();
            let report = Stop::new().grace(Duration::from_secs(60)).tree(root).unwrap();
            let orphan = LEFT.load(root);
            let found = report.iter().any(|(process, _)| process.pid() == orphan);
            let told = report.strays().iter().any(|stray| stray.pid() == orphan);
            assert!(report.is_complete() && (found || told), "{report:?}");
            assert!(!found || !lives(orphan), "{report:?}");
            if told {
                end(Process::new(orphan).unwrap());
            }
            end(root);
            found
        });
    });
}

/// A shell may add to a pipeline as long as there is something of it.
#[test]
fn a_stranger_that_joins_the_group_meanwhile_is_left_alone() {
    in_child("stop::groups::a_stranger_that_joins_the_group_meanwhile_is_left_alone", || {
        static LEADER: AtomicI32 = AtomicI32::new(0);
        static JOINED: AtomicI32 = AtomicI32::new(0);
        let (mut read, write) = std::io::pipe().unwrap();
        let root = job(|| {
            // SAFETY: system calls only.
            unsafe {
                libc::signal(libc::SIGTERM, libc::SIG_IGN);
                libc::write(std::os::fd::AsRawFd::as_raw_fd(&write), c"x".as_ptr().cast(), 1);
            }
        });
        std::io::Read::read_exact(&mut read, &mut [0]).unwrap();
        LEADER.store(root.pid(), SeqCst);
        audit::add_hook(|event| {
            let first = event.name() == "os.kill" && LEADER.load(SeqCst) != 0;
            if first && JOINED.load(SeqCst) == 0 {
                JOINED.store(join(LEADER.load(SeqCst)).pid(), SeqCst);
            }
            Ok(())
        });
        let report = Stop::new().grace(Duration::from_millis(300)).tree(root).unwrap();
        let joined = Process::new(JOINED.load(SeqCst)).unwrap();
        assert!(lives(joined.pid()), "{report:?}");
        assert!(report.get(joined).is_none(), "{report:?}");
        assert!(matches!(report.get(root), Some(Outcome::Ended { .. })), "{report:?}");
        LEADER.store(0, SeqCst);
        end(joined);
        end(root);
    });
}

/// Real shells, where there is one with job control.
#[test]
fn job_control_of_a_shell() {
    let text = "set -m; sh -c 'echo $$; sleep 600 & wait' | { read p; echo $p; exec sleep 600; } & \
                while :; do sleep 0.05; done";
    let spawn = Spawn::new("bash").args(["-c", text]);
    if std::process::Command::new("bash").arg("--version").output().is_err() {
        return println!("skipped: no bash here");
    }
    let (shell, pids) = say(spawn.new_session(), 1);
    let root = Process::new(pids[0]).unwrap();
    until("the pipeline", || descendants(root.pid()).len() == 1);
    let others: Vec<i32> = ostler::process::pids()
        .unwrap()
        .into_iter()
        .filter(|&pid| group(pid) == group(root.pid()) && pid != root.pid())
        .filter(|pid| !descendants(root.pid()).contains(pid))
        .collect();
    assert_eq!(others.len(), 1, "the other half");
    let report = Stop::new().tree(root).unwrap();
    assert!(lives(others[0]), "{report:?}");
    assert!(!lives(root.pid()));
    Stop::new().force().tree(shell.process()).unwrap();
}
