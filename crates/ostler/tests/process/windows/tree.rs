//! Trees: the descendants of a process, and stopping all of them.

use std::time::Duration;

use ostler::process::{Field, KILL, Process, Stop};

use super::support::{act, ready, spawn, start};

#[test]
fn up_and_down() {
    let root = start("tree 2");
    let me = Process::current().unwrap();
    assert_eq!(root.process().parent().unwrap(), Some(me));
    assert_eq!(root.process().ppid().unwrap(), me.pid());
    let all = root.process().children(true).unwrap();
    let own = root.process().children(false).unwrap();
    assert_eq!((all.len(), own.len()), (6, 2));
    assert!(me.children(true).unwrap().contains(&all[5]));
    let ancestors = all[5].parents().unwrap();
    assert_eq!(ancestors[1..3], [root.process(), me]);
    let snapshot = root.process().snapshot(Field::Descendants | Field::Children).unwrap();
    let ostler::process::Value::List(below) = snapshot.get(Field::Descendants).unwrap() else {
        panic!()
    };
    assert_eq!(below.len(), 6);
}

#[test]
fn all_of_it() {
    let root = start("tree 2");
    let all = root.process().children(true).unwrap();
    let report = Stop::new().tree(root.process()).unwrap();
    assert_eq!((report.len(), report.is_complete()), (7, true));
    assert_eq!(report.iter().next().unwrap().0, root.process());
    for process in all {
        assert!(!process.is_running().unwrap());
    }
}

/// A parent that is gone is none: its number may be another's.
#[test]
fn orphans_have_no_parent() {
    let mut actor = act(spawn("leave"));
    let orphan = Process::new(actor.line().parse().unwrap()).unwrap();
    actor.child.wait(None).unwrap();
    assert_eq!(orphan.ppid().unwrap(), 0);
    assert_eq!(orphan.parent().unwrap(), None);
    assert_eq!(orphan.parents().unwrap(), []);
    let family = orphan.snapshot(Field::Ppid | Field::Parents).unwrap();
    assert_eq!(family.ppid(), Some(0));
    orphan.kill().unwrap();
    orphan.wait(Some(Duration::from_secs(10))).unwrap();
}

/// While somebody has a handle of the parent, its number is nobody else's.
#[test]
fn orphans_of_a_child_belong_to_it() {
    let mut actor = act(spawn("leave"));
    let orphan = Process::new(actor.line().parse().unwrap()).unwrap();
    actor.child.wait(None).unwrap();
    let report = actor.child.stop_tree(&Stop::new()).unwrap();
    assert!(report.get(orphan).is_some_and(ostler::process::Outcome::is_gone), "{report:?}");
    assert!(!orphan.is_running().unwrap());
}

/// Whom a member started that is long gone: the job knows.
#[test]
fn contained() {
    let root = ready(spawn("tree 2").contained());
    let below = root.process().children(true).unwrap();
    // Those in the middle go, and nobody has their handles.
    for process in root.process().children(false).unwrap() {
        process.kill().unwrap();
        process.wait(Some(Duration::from_secs(10))).unwrap();
    }
    root.process().kill().unwrap();
    root.process().wait(None).unwrap();
    assert_eq!(below.iter().filter(|process| process.is_running().unwrap()).count(), 4);
    let report = root.child.stop_tree(&Stop::new().first(KILL)).unwrap();
    assert!(report.is_complete());
    assert_eq!(report.ended().count(), 4);
    assert!(below.iter().all(|process| !process.is_running().unwrap()));
}
