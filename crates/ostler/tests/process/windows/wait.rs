//! Waiting, and how a process ended.

use std::time::{Duration, Instant};

use ostler::ErrorKind;
use ostler::process::{Process, active_children, parent_process, wait_all};

use super::support::{ready, spawn, start};

#[test]
fn exit_codes() {
    for code in [0, 1, 259, 0xC000_0005_u32] {
        let child = spawn(&format!("exit {code}")).start().unwrap();
        assert_eq!(child.returncode(), None);
        let ended = child.wait(Some(Duration::from_secs(60))).unwrap();
        assert_eq!(ended.status().unwrap().raw(), u64::from(code) << 8);
        assert_eq!(ended.exit_code(), Some(code.cast_signed()));
        assert_eq!(child.returncode(), Some(code.cast_signed()));
        // The answer stays.
        let again = child.process().wait(None).unwrap().status().unwrap();
        assert_eq!(again.code(), Some(code.cast_signed()));
    }
}

#[test]
fn the_time_is_up() {
    let child = start("sleep");
    let started = Instant::now();
    let error = child.process().wait(Some(Duration::from_millis(100))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TimedOut);
    assert!(started.elapsed() >= Duration::from_millis(100));
    assert!(child.child.poll().unwrap().is_none());
    assert!(active_children().unwrap().contains(&child.process()));
    child.child.kill().unwrap();
    child.child.wait(None).unwrap();
    assert!(!active_children().unwrap().contains(&child.process()));
}

#[test]
fn of_others_children() {
    let parent = start("tree 1");
    let children = parent.process().children(false).unwrap();
    assert_eq!(children.len(), 2);
    let waiting = std::thread::spawn({
        let child = children[0];
        move || child.wait(Some(Duration::from_secs(60))).unwrap()
    });
    std::thread::sleep(Duration::from_millis(50));
    children[0].send_signal(ostler::signal::Signal::from_raw(33)).unwrap();
    assert_eq!(waiting.join().unwrap().exit_code(), Some(33));
    children[1].kill().unwrap();
}

#[test]
fn more_than_can_be_waited_for_at_once() {
    let mut actors: Vec<_> =
        (0..70).map(|_| ready(spawn("read").stdin(ostler::process::Stdio::Pipe))).collect();
    let all: Vec<Process> = actors.iter().map(super::support::Actor::process).collect();
    let waited = wait_all(all.clone(), Some(Duration::from_millis(50)), |_| ()).unwrap();
    assert_eq!(waited.gone, []);
    assert_eq!(waited.alive, all);
    // Without anybody at the other end they read the end.
    for actor in &mut actors {
        drop(actor.child.stdin.take());
    }
    let mut told = 0;
    let waited = wait_all(all.clone(), Some(Duration::from_secs(60)), |_| told += 1).unwrap();
    assert_eq!((waited.gone.len(), waited.alive.len(), told), (70, 0, 70));
    let codes: Vec<_> = waited.gone.iter().map(|ended| ended.exit_code()).collect();
    assert_eq!(codes, [Some(0); 70]);
}

#[test]
fn not_for_oneself() {
    let me = Process::current().unwrap();
    assert_eq!(me.wait(None).unwrap_err().kind(), ErrorKind::Value);
    // Whoever started the tests is there, or is not: it is no error.
    parent_process().unwrap();
}

#[test]
fn a_process_that_is_kept_by_its_identity() {
    let child = start("sleep");
    let process = child.process();
    let identity: ostler::process::Identity =
        process.identity().unwrap().to_string().parse().unwrap();
    let same = Process::from_identity(&identity).unwrap();
    assert_eq!((same, same.is_running().unwrap()), (process, true));
    child.child.kill().unwrap();
    let ended = same.wait_unreaped(Some(Duration::from_secs(60))).unwrap();
    assert_eq!(ended.exit_code(), child.child.wait(None).unwrap().exit_code());
    assert!(!same.is_running().unwrap());
}
