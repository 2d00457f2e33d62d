//! Where the kernel has no process descriptors.

use std::time::Duration;

use ostler::ErrorKind;
use ostler::process::{Binding, Outcome, Process, Stop, wait_all};

use crate::crowd::{Crowd, sleeper, state, until, without_pidfds};
use crate::support::{descriptors, in_child};

#[test]
fn one() {
    in_child("control::fallback::one", || {
        without_pidfds();
        let child = sleeper();
        let process = child.process();
        assert_eq!(process.binding().unwrap(), Binding::Checked);
        process.suspend().unwrap();
        until("the stop", || state(child.pid()) == Some('T'));
        let early = process.wait(Some(Duration::from_millis(30))).unwrap_err();
        assert_eq!(early.kind(), ErrorKind::TimedOut);
        process.kill().unwrap();
        until("the zombie", || state(child.pid()) == Some('Z'));
        assert_eq!(process.kill().unwrap_err().kind(), ErrorKind::ZombieProcess);
        assert_eq!(process.wait(None).unwrap().exit_code(), Some(-9));
        assert_eq!(process.kill().unwrap_err().kind(), ErrorKind::ProcessLookup);
        assert_eq!(Process::new(child.pid()).unwrap_err().kind(), ErrorKind::ProcessLookup);
    });
}

#[test]
fn many() {
    in_child("control::fallback::many", || {
        without_pidfds();
        let before = descriptors();
        let crowd = Crowd::of(50);
        let waited =
            wait_all(crowd.0.iter().copied(), Some(Duration::from_millis(30)), |_| ()).unwrap();
        assert_eq!(waited.alive.len(), 50);
        let report = Stop::new().grace(Duration::from_secs(60)).all(&crowd.0).unwrap();
        assert!(report.is_complete());
        for (_, outcome) in &report {
            assert!(matches!(outcome, Outcome::Ended { .. }), "{outcome:?}");
            assert_eq!(outcome.exit_code(), Some(-15));
        }
        let waited = wait_all(crowd.0.iter().copied(), None, |_| ()).unwrap();
        assert!(waited.gone.iter().all(|ended| ended.exit_code() == Some(-15)));
        assert_eq!(descriptors(), before);
    });
}

#[test]
fn a_tree() {
    in_child("control::fallback::a_tree", || {
        without_pidfds();
        let (root, pids) =
            crate::crowd::script("sleep 600 & echo $!; sleep 600 & echo $!; wait", 2);
        let report = Stop::new().grace(Duration::from_secs(60)).tree(root.process()).unwrap();
        assert_eq!((report.len(), report.is_complete()), (3, true));
        assert!(pids.iter().all(|&pid| !crate::crowd::lives(pid)));
        assert_eq!(root.returncode(), Some(-15));
    });
}
