//! Parents and children.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ostler::process::{Field, Process, Query};

use super::children::{Started, fork, sleeper, until};

/// A shell with a child, which has two, and so on; and the numbers that they say.
fn tree() -> (Started, Vec<i32>) {
    let script = "sh -c 'sleep 600 & echo $!; sleep 600 & echo $!; wait' & echo $!; wait";
    let mut child = Command::new("sh").args(["-c", script]).stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut pids: Vec<i32> = lines.take(3).map(|line| line.unwrap().parse().unwrap()).collect();
    pids.sort_unstable();
    (Started(child), pids)
}

fn pids(processes: &[Process]) -> Vec<i32> {
    let mut pids: Vec<i32> = processes.iter().map(Process::pid).collect();
    pids.sort_unstable();
    pids
}

/// Ends a tree from below, so that nobody is left.
fn end(top: &Started, pids: &[i32]) {
    for pid in pids {
        // SAFETY: children of a child that has not been ended, which has not collected them or waits for them.
        unsafe { libc::kill(*pid, libc::SIGKILL) };
    }
    until("the end of the tree", || top.process().children(true).unwrap_or_default().is_empty());
}

#[test]
fn up_and_down() {
    let (top, all) = tree();
    let process = top.process();
    let middle = process.children(false).unwrap();
    assert_eq!(middle.len(), 1);
    let found = process.children(true).unwrap();
    assert_eq!(pids(&found), all);
    // Parents before their children.
    assert_eq!(found[0], middle[0]);
    let leaves = pids(&middle[0].children(false).unwrap());
    assert_eq!(leaves, pids(&found[1..]));
    let leaf = Process::new(leaves[0]).unwrap();
    assert_eq!(leaf.parent().unwrap(), Some(middle[0]));
    assert_eq!(leaf.ppid().unwrap(), middle[0].pid());
    let parents = leaf.parents().unwrap();
    assert_eq!(parents[..3], [middle[0], process, Process::current().unwrap()]);
    assert!(leaf.children(true).unwrap().is_empty());
    // By name.
    let fields = Field::Parents | Field::Children | Field::Descendants;
    let snapshot = process.snapshot(fields).unwrap();
    assert_eq!(snapshot.get(Field::Children), Some(&pids(&middle).into()));
    let mut descendants = found.iter().map(Process::pid).collect::<Vec<_>>();
    descendants[1..].sort_unstable();
    assert_eq!(snapshot.get(Field::Descendants), Some(&descendants.into()));
    let expected: Vec<i32> = parents.iter().map(Process::pid).collect();
    assert_eq!(leaf.snapshot(fields).unwrap().get(Field::Parents), Some(&expected.into()));
    let query = Query::parse(&format!("parents == {}", process.pid())).unwrap();
    assert_eq!(pids(&query.find().unwrap()), all);
    end(&top, &all);
}

#[test]
fn orphans() {
    crate::support::in_child("attributes::family::orphans", || {
        // Whoever loses its parent becomes ours.
        // SAFETY: a number.
        unsafe { libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) };
        let (mut top, all) = tree();
        let process = top.process();
        let leaves: Vec<Process> = process.children(true).unwrap()[1..].to_vec();
        let middle = process.children(false).unwrap()[0];
        let parent = leaves[0].parent().unwrap().unwrap();
        assert_eq!(parent, middle);
        // SAFETY: a child of our child, which waits for it.
        unsafe { libc::kill(middle.pid(), libc::SIGKILL) };
        until("another parent", || {
            leaves.iter().all(|leaf| leaf.ppid().unwrap() == ostler::os::getpid())
        });
        assert_eq!(leaves[0].parent().unwrap(), Some(Process::current().unwrap()));
        let ours = pids(&Process::current().unwrap().children(false).unwrap());
        assert!(leaves.iter().all(|leaf| ours.contains(&leaf.pid())));
        top.0.wait().unwrap();
        for leaf in leaves {
            // SAFETY: our children, by now.
            unsafe {
                libc::kill(leaf.pid(), libc::SIGKILL);
                libc::waitpid(leaf.pid(), std::ptr::null_mut(), 0);
            }
        }
        assert_eq!(all.len(), 3);
    });
}

#[test]
fn ourselves() {
    let me = Process::current().unwrap();
    assert_eq!(me.ppid().unwrap(), ostler::os::getppid());
    assert_eq!(me.parent().unwrap().unwrap().pid(), ostler::os::getppid());
    let first = *me.parents().unwrap().last().unwrap();
    assert_eq!(first.parent().unwrap(), None);
    let child = sleeper();
    assert!(me.children(false).unwrap().contains(&child.process()));
    // A zombie is a child too.
    let zombie = super::children::zombie();
    assert!(me.children(true).unwrap().contains(&zombie.process()));
    assert_eq!(zombie.process().parent().unwrap(), Some(me));
}

#[test]
fn a_parent_outside() {
    crate::support::in_child("attributes::family::a_parent_outside", || {
        // SAFETY: a namespace for the children to come.
        if unsafe { libc::unshare(libc::CLONE_NEWPID) } != 0 {
            eprintln!("left out: {}", std::io::Error::last_os_error());
            return;
        }
        // The first of its namespace sees nobody above it; we see ourselves.
        let child = fork(|| {});
        assert_eq!(child.process().parent().unwrap(), Some(Process::current().unwrap()));
        let snapshot = child.process().snapshot(Field::NsPid).unwrap();
        assert_eq!(snapshot.get(Field::NsPid), Some(&vec![child.0, 1].into()));
    });
}

#[test]
fn a_storm_of_children() {
    // Whoever comes and goes meanwhile, what is found was a child.
    let script = "while :; do sh -c 'sleep 0.001 & sleep 0.002 & wait'; done";
    let top = super::children::start(Command::new("sh").args(["-c", script]));
    let process = top.process();
    let (mut looks, mut seen, start) = (0, 0, Instant::now());
    // Fifty looks, or fewer on a busy machine, where one takes long and it takes the first child longer to come.
    until("children", || {
        let found = process.children(true).unwrap();
        looks += 1;
        seen += found.len();
        assert!(found.iter().all(|child| *child != process));
        (looks >= 50 || start.elapsed() > Duration::from_secs(20)) && seen > 0
    });
    // SAFETY: our own child.
    unsafe { libc::kill(top.pid(), libc::SIGKILL) };
    until("the end", || process.children(true).map_or(true, |found| found.is_empty()));
}
