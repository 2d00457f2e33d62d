//! Processes to be careful with.

use ostler::process::{Process, Protection, is_protected, parent_process, pids};

use crate::crowd::sleeper;

#[test]
fn what_is_protected() {
    let of = |pid| is_protected(Process::new(pid).unwrap()).unwrap();
    assert_eq!(of(1), Some(Protection::Init));
    assert_eq!(of(std::process::id() as i32), Some(Protection::Caller));
    let child = sleeper();
    assert_eq!(of(child.pid()), None);
    child.kill().unwrap();
    child.wait(None).unwrap();
    let gone = is_protected(child.process()).unwrap_err();
    assert_eq!(gone.kind(), ostler::ErrorKind::ProcessLookup);
}

#[test]
fn the_ancestors() {
    let parent = parent_process().unwrap().unwrap();
    assert_eq!(parent.pid(), ostler::os::getppid());
    // By hand, from /proc.
    let mut pid = parent.pid();
    while pid > 1 {
        let protection = is_protected(Process::new(pid).unwrap()).unwrap();
        assert_eq!(protection, Some(Protection::Ancestor), "{pid}");
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        pid = stat.rsplit_once(") ").unwrap().1.split(' ').nth(1).unwrap().parse().unwrap();
    }
}

#[test]
fn parts_of_the_kernel() {
    let threads =
        pids().unwrap().into_iter().filter_map(|pid| Process::new(pid).ok()).filter(|process| {
            // Only they have no program and are no zombies.
            let line = std::fs::read(format!("/proc/{}/cmdline", process.pid()));
            let parent = std::fs::read_to_string(format!("/proc/{}/stat", process.pid()));
            line.is_ok_and(|line| line.is_empty())
                && parent.is_ok_and(|stat| {
                    stat.rsplit_once(") ").unwrap().1.split(' ').nth(1) == Some("2")
                })
        });
    let mut count = 0;
    for process in threads {
        if let Ok(protection) = is_protected(process) {
            assert_eq!(protection, Some(Protection::KernelThread), "{process:?}");
            count += 1;
        }
    }
    if count == 0 {
        println!("skipped: no kernel threads to be seen here");
    }
}
