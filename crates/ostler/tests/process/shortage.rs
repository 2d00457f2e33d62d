//! What is to be had no more is said, and not taken for an answer.

use ostler::errno::{EMFILE, Errno};
use ostler::process::{self, Field, Process, Query, Spawn, Stop};

use crate::crowd::{fork, limit_descriptors, pause, state, until};
use crate::support::in_child;

/// Takes all descriptors but so many.
fn leave(spare: usize) -> Vec<std::fs::File> {
    limit_descriptors(64);
    let mut taken: Vec<_> = std::iter::from_fn(|| std::fs::File::open("/dev/null").ok()).collect();
    taken.truncate(taken.len() - spare);
    taken
}

fn errno<T>(result: ostler::Result<T>) -> Option<Errno> {
    result.err().and_then(|error| error.errno())
}

#[test]
fn a_search_without_descriptors_is_no_search() {
    in_child("shortage::a_search_without_descriptors_is_no_search", || {
        let child = fork(|| pause());
        let me = Process::current().unwrap();
        let query = Query::parse(&format!("ppid == {} and rss > 0", me.pid())).unwrap();
        assert_eq!(query.find().unwrap(), [child]);
        // Enough for what is looked at, too few to hold it meanwhile.
        let taken = leave(1);
        assert_eq!(errno(query.find()), Some(EMFILE));
        assert_eq!(errno(query.find_with(Field::Name)), Some(EMFILE));
        assert_eq!(errno(query.selects(child)), Some(EMFILE));
        assert_eq!(errno(me.children(true)), Some(EMFILE));
        let all: ostler::Result<Vec<_>> = process::iter(Field::Name).unwrap().collect();
        assert_eq!(errno(all), Some(EMFILE));
        drop(taken);
        child.kill().unwrap();
        child.wait(None).unwrap();
    });
}

#[test]
fn nothing_is_started_that_nobody_could_hold() {
    in_child("shortage::nothing_is_started_that_nobody_could_hold", || {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("started");
        let taken = leave(0);
        for contained in [false, true] {
            let spawn = Spawn::new("touch").arg(&file);
            let spawn = if contained { spawn.contained() } else { spawn };
            assert_eq!(errno(spawn.start()), Some(EMFILE));
        }
        std::thread::sleep(std::time::Duration::from_millis(200));
        assert!(!file.exists());
        drop(taken);
        assert_eq!(
            Spawn::new("touch").arg(&file).start().unwrap().wait(None).unwrap().exit_code(),
            Some(0)
        );
    });
}

#[test]
fn what_was_stopped_goes_on_without_descriptors() {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    static STOPS: AtomicUsize = AtomicUsize::new(0);
    static TAKEN: Mutex<Vec<std::fs::File>> = Mutex::new(Vec::new());

    in_child("shortage::what_was_stopped_goes_on_without_descriptors", || {
        let root = crate::stop::freeze::growing();
        ostler::audit::add_hook(|event| {
            if event.args().last().is_some_and(|sig| sig.to_string() == "19") {
                let enough = STOPS.fetch_add(1, SeqCst) == 10;
                if enough {
                    *TAKEN.lock().unwrap() = leave(0);
                }
                assert!(!enough, "enough");
            }
            Ok(())
        });
        let stop = || crate::stop::freeze::harmless().tree(root);
        until("a frozen tree", || std::panic::catch_unwind(stop).is_err());
        let stopped = crate::stop::tree::descendants(root.pid());
        TAKEN.lock().unwrap().clear();
        until("all going on", || {
            stopped.iter().chain([&root.pid()]).all(|&pid| state(pid) != Some('T'))
        });
        let _ = Stop::new().force().tree(root);
        let _ = root.wait(None);
    });
}
