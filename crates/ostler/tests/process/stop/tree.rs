//! Trees that hold still.

use std::time::{Duration, Instant};

use ostler::process::{Outcome, Process, Spawn, Stop};
use ostler::signal;

use crate::crowd::{fork, lives, pause, say, script, state, until};
use crate::support::in_child;

/// The numbers of a process's descendants, by /proc.
pub(crate) fn descendants(root: i32) -> Vec<i32> {
    let mut parents = std::collections::HashMap::new();
    for pid in ostler::process::pids().unwrap() {
        if let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) {
            let parent = stat.rsplit_once(") ").unwrap().1.split(' ').nth(1).unwrap();
            parents.insert(pid, parent.parse::<i32>().unwrap());
        }
    }
    let descends = |pid: i32| {
        let mut at = pid;
        while let Some(&parent) = parents.get(&at) {
            if parent == root {
                return true;
            }
            at = parent;
        }
        false
    };
    parents.keys().copied().filter(|&pid| descends(pid)).collect()
}

#[test]
fn a_deep_one() {
    in_child("stop::tree::a_deep_one", || {
        fn deeper(left: usize) {
            // SAFETY: forking and sleeping.
            if left > 0 && unsafe { libc::fork() } == 0 {
                deeper(left - 1);
            }
            pause()
        }
        let root = fork(|| deeper(100));
        until("a hundred", || descendants(root.pid()).len() == 100);
        let all = descendants(root.pid());
        let report = Stop::new().tree(root).unwrap();
        assert_eq!((report.len(), report.is_complete()), (101, true));
        assert!(all.iter().all(|&pid| !lives(pid)));
        // The root first.
        assert_eq!(report.iter().next().unwrap().0, root);
    });
}

#[test]
fn a_wide_one_is_quick() {
    in_child("stop::tree::a_wide_one_is_quick", || {
        const MANY: usize = 500;
        let root = fork(|| {
            for _ in 0..MANY {
                // SAFETY: forking and sleeping.
                if unsafe { libc::fork() } == 0 {
                    pause()
                }
            }
            pause()
        });
        until("all", || descendants(root.pid()).len() == MANY);
        let all = descendants(root.pid());
        let start = Instant::now();
        let report = Stop::new().tree(root).unwrap();
        println!("a tree of {} in {:?}", report.len(), start.elapsed());
        assert_eq!((report.len(), report.is_complete()), (MANY + 1, true));
        assert!(all.iter().all(|&pid| !lives(pid)));
        assert!(report.reparented().is_empty(), "{report:?}");
        // Orphans of the tests beside this one cannot be told from ours; ours are not among them.
        assert!(report.strays().iter().all(|stray| !all.contains(&stray.pid())), "{report:?}");
    });
}

#[test]
fn children_of_threads() {
    in_child("stop::tree::children_of_threads", || {
        // The parent is a thread that is not the first.
        let root = fork(|| {
            extern "C" fn start(_: *mut libc::c_void) -> *mut libc::c_void {
                // SAFETY: forking and sleeping.
                unsafe { libc::fork() };
                pause()
            }
            // SAFETY: two threads of the C library's.
            unsafe {
                for _ in 0..2 {
                    let mut thread = std::mem::zeroed();
                    libc::pthread_create(
                        &raw mut thread,
                        std::ptr::null(),
                        start,
                        std::ptr::null_mut(),
                    );
                }
            }
            pause()
        });
        until("both", || descendants(root.pid()).len() == 2);
        let all = descendants(root.pid());
        let report = Stop::new().tree(root).unwrap();
        assert_eq!((report.len(), report.is_complete()), (3, true));
        assert!(all.iter().all(|&pid| !lives(pid)));
    });
}

#[test]
fn one_that_is_stopped() {
    let (root, mut pids) = script("sleep 600 & echo $!; sleep 600 & echo $!; wait", 2);
    pids.push(root.pid());
    for &pid in &pids {
        Process::new(pid).unwrap().suspend().unwrap();
        until("the stop", || state(pid) == Some('T'));
    }
    let report = Stop::new().grace(Duration::from_secs(60)).tree(root.process()).unwrap();
    assert_eq!((report.len(), report.is_complete()), (3, true));
    for (_, outcome) in &report {
        assert!(matches!(outcome, Outcome::Ended { by: signal::SIGTERM, .. }), "{outcome:?}");
    }
    assert!(pids.iter().all(|&pid| !lives(pid)));
}

#[test]
fn one_whose_members_are_deaf() {
    let text = "trap '' TERM; sleep 600 & echo $!; sh -c 'sleep 600 & echo $!; wait' & wait; wait";
    let (root, pids) = script(text, 2);
    let report = Stop::new().grace(Duration::from_millis(300)).tree(root.process()).unwrap();
    assert!(report.is_complete(), "{report:?}");
    assert!(
        report
            .iter()
            .all(|(_, outcome)| matches!(outcome, Outcome::Ended { by: signal::SIGKILL, .. }))
    );
    assert!(pids.iter().all(|&pid| !lives(pid)));
}

#[test]
fn one_that_replaces_what_ends() {
    // A shell that starts the next where one has ended, and does not listen.
    let (root, _) = script("trap '' TERM; echo 1; while :; do sleep 600; done", 1);
    until("the first", || descendants(root.pid()).len() == 1);
    let report = Stop::new().grace(Duration::from_millis(300)).tree(root.process()).unwrap();
    assert!(report.is_complete(), "{report:?}");
    for (process, _) in &report {
        assert!(!lives(process.pid()));
    }
}

#[test]
fn only_those_that_match() {
    let (root, pids) =
        script("sleep 600 & echo $!; sh -c 'while :; do sleep 1; done' & echo $!; wait", 2);
    let is_sleep = |process: Process| {
        let comm = std::fs::read_to_string(format!("/proc/{}/comm", process.pid()));
        Ok(comm.is_ok_and(|comm| comm == "sleep\n"))
    };
    until("the first", || is_sleep(Process::new(pids[0]).unwrap()).unwrap());
    let stop = Stop::new().grace(Duration::from_millis(200)).only_if(is_sleep);
    let report = stop.tree(root.process()).unwrap();
    assert!(matches!(report.get(root.process()).unwrap(), Outcome::NoLongerMatches));
    assert!(!lives(pids[0]));
    assert!(lives(pids[1]));
    Stop::new().force().tree(root.process()).unwrap();
}

#[test]
fn gone_is_gone() {
    let (root, _) = script("echo 1", 1);
    root.wait(None).unwrap();
    let report = Stop::new().tree(root.process()).unwrap();
    assert!(matches!(report.get(root.process()).unwrap(), Outcome::AlreadyGone));
    assert_eq!(report.len(), 1);
}

#[test]
fn orphans_of_a_session_are_found_and_reported() {
    // While the tree is being stopped, one of it leaves a child behind without a parent.
    let text = "trap '(sleep 600 & echo $!) ; exit 0' TERM; echo $$; while :; do sleep 0.05; done";
    let (root, _) = say(
        Spawn::new("sh").args(["-c", text]).new_session().stderr(ostler::process::Stdio::Null),
        1,
    );
    let report = Stop::new().grace(Duration::from_secs(60)).tree(root.process()).unwrap();
    assert!(report.is_complete(), "{report:?}");
    // On a busy machine it may be seen before it has lost its parent.
    assert!(report.reparented().len() <= 1 && report.len() > 1, "{report:?}");
    assert!(report.iter().all(|(process, _)| !lives(process.pid())));
}

#[test]
fn the_callers_own() {
    in_child("stop::tree::the_callers_own", || {
        // A process whose descendants include the one that stops it: that one comes last, and is not frozen.
        let (mut read, write) = std::io::pipe().unwrap();
        let root = fork(|| {
            let middle = fork(|| {
                // SAFETY: no handler.
                unsafe { libc::signal(libc::SIGTERM, libc::SIG_IGN) };
                let root = Process::new(ostler::os::getppid()).unwrap();
                let _sibling = fork(|| pause());
                let report = Stop::new().tree(root).unwrap();
                let gone = report.iter().filter(|(_, outcome)| outcome.is_gone()).count();
                std::io::Write::write_all(&mut &write, &[report.len() as u8, gone as u8]).unwrap();
            });
            let _ = middle.wait(None);
            pause()
        });
        let mut told = [0; 2];
        std::io::Read::read_exact(&mut read, &mut told).unwrap();
        assert_eq!(told, [3, 2], "root and sibling are gone, the caller tells of it");
        root.wait(None).unwrap();
    });
}
