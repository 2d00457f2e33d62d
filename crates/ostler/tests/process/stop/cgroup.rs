//! All that is in a cgroup.

use std::path::PathBuf;
use std::time::Duration;

use ostler::process::{Outcome, Spawn, Stop};
use ostler::{ErrorKind, signal};

use crate::crowd::{fork, lives, pause, say};
use crate::support::in_child;

/// A cgroup of one's own, removed at the end.
struct Cgroup(PathBuf);

impl Cgroup {
    fn new(name: &str) -> Option<Self> {
        let mounts = std::fs::read_to_string("/proc/mounts").unwrap();
        let mount = mounts.lines().find(|line| line.split(' ').nth(2) == Some("cgroup2"));
        let Some(mount) = mount.and_then(|line| line.split(' ').nth(1)) else {
            println!("skipped: no cgroups of version 2 here");
            return None;
        };
        let path = PathBuf::from(mount).join(format!("ostler-test-{name}-{}", std::process::id()));
        match std::fs::create_dir(&path) {
            Ok(()) => Some(Self(path)),
            Err(error) => {
                println!("skipped: no cgroup of our own: {error}");
                None
            }
        }
    }
}

impl Drop for Cgroup {
    fn drop(&mut self) {
        let _ = std::fs::write(self.0.join("cgroup.kill"), "1");
        crate::crowd::until("the cgroup to be empty", || {
            let _ = std::fs::remove_dir(self.0.join("below"));
            std::fs::remove_dir(&self.0).is_ok()
        });
    }
}

const ESCAPEES: &str =
    "setsid sh -c 'sleep 600 & echo $!' ; (setsid sleep 600 & echo $!) ; echo $$ ; exec sleep 600";

#[test]
fn gently() {
    let Some(cgroup) = Cgroup::new("gently") else { return };
    let (child, pids) = say(Spawn::new("sh").args(["-c", ESCAPEES]).cgroup(&cgroup.0), 3);
    let members = std::fs::read_to_string(cgroup.0.join("cgroup.procs")).unwrap();
    assert!(pids.iter().all(|pid| members.lines().any(|line| line == pid.to_string())));
    let report = Stop::new().grace(Duration::from_secs(60)).cgroup(&cgroup.0).unwrap();
    assert!(report.is_complete(), "{report:?}");
    let outcome = report.get(child.process()).unwrap();
    assert!(matches!(outcome, Outcome::Ended { by: signal::SIGTERM, .. }), "{outcome:?}");
    assert!(pids.iter().all(|&pid| !lives(pid)));
    assert_eq!(child.wait(None).unwrap().exit_code(), Some(-15));
}

#[test]
fn by_one_order() {
    let Some(cgroup) = Cgroup::new("force") else { return };
    std::fs::create_dir(cgroup.0.join("below")).unwrap();
    let (_one, mut pids) = say(Spawn::new("sh").args(["-c", ESCAPEES]).cgroup(&cgroup.0), 3);
    let (_two, more) =
        say(Spawn::new("sh").args(["-c", ESCAPEES]).cgroup(cgroup.0.join("below")), 3);
    pids.extend(more);
    let report = Stop::new().force().cgroup(&cgroup.0).unwrap();
    assert!(report.is_complete(), "{report:?}");
    assert!(pids.iter().all(|&pid| !lives(pid)));
    // The supervisors are not in there: they tell how the children ended.
    assert_eq!(report.len(), 6);
}

#[test]
fn one_that_is_removed_as_soon_as_it_is_empty() {
    let Some(cgroup) = Cgroup::new("transient") else { return };
    let (child, _) =
        say(Spawn::new("sh").args(["-c", "echo 1; exec sleep 600"]).cgroup(&cgroup.0), 1);
    let path = cgroup.0.clone();
    let remover = std::thread::spawn(move || while std::fs::remove_dir(&path).is_err() {});
    let report = Stop::new().cgroup(&cgroup.0).unwrap();
    assert!(report.is_complete(), "{report:?}");
    assert!(report.get(child.process()).unwrap().is_gone());
    remover.join().unwrap();
    assert_eq!(Stop::new().cgroup(&cgroup.0).unwrap_err().kind(), ErrorKind::FileNotFound);
    std::fs::create_dir(&cgroup.0).unwrap(); // For whoever removes it.
}

#[test]
fn the_caller_is_sent_the_first_signal_only() {
    in_child("stop::cgroup::the_caller_is_sent_the_first_signal_only", || {
        let Some(cgroup) = Cgroup::new("caller") else { return };
        let (mut read, write) = std::io::pipe().unwrap();
        let path = cgroup.0.clone();
        let caller = fork(move || {
            std::fs::write(path.join("cgroup.procs"), "0").unwrap();
            // Before there is the other: one that is not deaf yet would end by the first.
            // SAFETY: no preconditions.
            unsafe { libc::signal(libc::SIGTERM, libc::SIG_IGN) };
            let deaf = fork(|| pause());
            let report = Stop::new().grace(Duration::from_millis(100)).cgroup(&path).unwrap();
            let gone = report.get(deaf).is_some_and(Outcome::is_gone);
            let _ = std::io::Write::write_all(&mut &write, &[u8::from(gone)]);
        });
        let mut told = [9];
        std::io::Read::read_exact(&mut read, &mut told).unwrap();
        assert_eq!((told, caller.wait(None).unwrap().exit_code()), ([1], Some(0)));
    });
}

#[test]
fn what_is_no_cgroup() {
    let dir = tempfile::tempdir().unwrap();
    let error = Stop::new().cgroup(dir.path()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::FileNotFound);
    assert_eq!(error.filename(), Some(dir.path().join("cgroup.procs").as_ref()));
    let error = Spawn::new("true").cgroup(dir.path()).start().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::FileNotFound);
}

/// A control group that was empty when the child was started in it is the child's: what is in there is of its tree, wherever it
/// has fallen to.
#[test]
fn one_of_its_own_keeps_the_tree_together() {
    for force in [false, true] {
        let Some(cgroup) = Cgroup::new("own") else { return };
        let text = "(setsid sleep 600 & echo $!); echo $PPID; exec sleep 600";
        let (child, pids) = say(Spawn::new("sh").args(["-c", text]).cgroup(&cgroup.0), 2);
        ostler::process::Process::new(pids[1]).unwrap().kill().unwrap();
        crate::crowd::until("the end of the supervisor", || !lives(pids[1]));
        let stop = Stop::new().grace(Duration::from_secs(60));
        let report = child.stop_tree(&if force { stop.force() } else { stop }).unwrap();
        assert!(pids.iter().all(|&pid| !lives(pid)), "{report:?}");
        assert!(report.is_complete(), "{report:?}");
        assert_eq!(report.len(), 2, "{report:?}");
    }
}

#[test]
fn how_a_child_ended_by_one_order_is_known() {
    let Some(cgroup) = Cgroup::new("status") else { return };
    let (child, _) = say(Spawn::new("sh").args(["-c", ESCAPEES]).cgroup(&cgroup.0), 3);
    let report = child.stop_tree(&Stop::new().force()).unwrap();
    assert!(report.is_complete(), "{report:?}");
    assert_eq!(report.len(), 3, "{report:?}");
    assert_eq!(child.wait(None).unwrap().exit_code(), Some(-9));
}

/// What a hook does not let be signalled is not ended by an order to the kernel either.
#[test]
fn one_that_is_refused_is_spared_by_the_order() {
    in_child("stop::cgroup::one_that_is_refused_is_spared_by_the_order", || {
        static SPARED: std::sync::atomic::AtomicI32 = std::sync::atomic::AtomicI32::new(0);
        let Some(cgroup) = Cgroup::new("spared") else { return };
        let (child, pids) = say(Spawn::new("sh").args(["-c", ESCAPEES]).cgroup(&cgroup.0), 3);
        SPARED.store(pids[1], std::sync::atomic::Ordering::SeqCst);
        ostler::audit::add_hook(|event| {
            let spared = SPARED.load(std::sync::atomic::Ordering::SeqCst).to_string();
            match event.args().first() {
                Some(pid) if event.name() == "os.kill" && pid.to_string() == spared => {
                    Err(ostler::Error::vetoed("not this one"))
                }
                _ => Ok(()),
            }
        });
        for stop in [Stop::new().force(), Stop::new().grace(Duration::from_millis(100))] {
            let stop = stop.last_wait(Duration::from_millis(300));
            let report = child.stop_tree(&stop).unwrap();
            assert!(lives(pids[1]), "{report:?}");
            assert_eq!(report.refused().count(), 1, "{report:?}");
        }
        SPARED.store(0, std::sync::atomic::Ordering::SeqCst);
        assert!(child.stop_tree(&Stop::new().force()).unwrap().is_complete());
    });
}

#[test]
fn one_that_had_others_in_it_is_not_the_trees() {
    in_child("stop::cgroup::one_that_had_others_in_it_is_not_the_trees", || {
        let Some(cgroup) = Cgroup::new("others") else { return };
        let other = fork(|| pause());
        std::fs::write(cgroup.0.join("cgroup.procs"), other.pid().to_string()).unwrap();
        let (child, _) = say(Spawn::new("sh").args(["-c", ESCAPEES]).cgroup(&cgroup.0), 3);
        let report = child.stop_tree(&Stop::new().force()).unwrap();
        assert!(report.is_complete(), "{report:?}");
        assert!(lives(other.pid()) && report.get(other).is_none(), "{report:?}");
        other.kill().unwrap();
        other.wait(None).unwrap();
    });
}

const OUTSIDE: &str = "OSTLER_TEST_OUTSIDE";

/// What has no number here cannot be sent a signal, and is there nevertheless.
#[test]
fn what_is_outside_of_the_namespace_is_told_of() {
    if let Some(path) = std::env::var_os(OUTSIDE) {
        let stop = || Stop::new().grace(Duration::from_millis(200)).then(None);
        let report = stop().cgroup(&path).unwrap();
        assert!(!report.is_complete() && report.is_empty(), "{report:?}");
        assert!(matches!(report.doubts(), [ostler::process::Doubt::OutOfSight]), "{report:?}");
        // The kernel knows no numbers.
        let report = Stop::new().last_wait(Duration::from_secs(60)).force().cgroup(&path).unwrap();
        assert!(report.is_complete(), "{report:?}");
        return;
    }
    in_child("stop::cgroup::what_is_outside_of_the_namespace_is_told_of", || {
        let Some(cgroup) = Cgroup::new("outside") else { return };
        let other = fork(|| pause());
        std::fs::write(cgroup.0.join("cgroup.procs"), other.pid().to_string()).unwrap();
        let output = std::process::Command::new("unshare")
            .args(["--pid", "--fork", "--mount-proc", "--kill-child"])
            .arg(std::env::current_exe().unwrap())
            .args(["stop::cgroup::what_is_outside_of_the_namespace_is_told_of", "--exact"])
            .args(["--nocapture", "--test-threads=1"])
            .env(OUTSIDE, &cgroup.0)
            .output();
        match output {
            Ok(output) => {
                let complaint = String::from_utf8_lossy(&output.stderr);
                if complaint.contains("unshare:") {
                    println!("skipped: {complaint}");
                } else {
                    assert!(output.status.success(), "{complaint}");
                }
            }
            Err(error) => println!("skipped: unshare: {error}"),
        }
        let _ = other.kill();
        other.wait(None).unwrap();
    });
}
