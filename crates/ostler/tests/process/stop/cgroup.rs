//! All that is in a cgroup.

use std::path::PathBuf;
use std::time::Duration;

use ostler::process::{Outcome, Spawn, Stop};
use ostler::{ErrorKind, signal};

use crate::crowd::{lives, say};

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
    let report = Stop::new().grace(Duration::from_millis(300)).cgroup(&cgroup.0).unwrap();
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
    // The supervisors were in there as well.
    assert_eq!(report.len(), 8);
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
