//! What `killing` processes is wanted for, as programs.

use std::time::Duration;

use ostler::ErrorKind;
use ostler::process::{Field, Process, Query, Stop, iter, protected, wait_all};

use super::support::{Actor, act, spawn, start, start_as};

/// Several instances of a program: count them, show some, stop them all.
#[test]
fn several_instances() {
    let actors: Vec<Actor> = (0..5).map(|_| start_as("ostler-make.exe", "sleep")).collect();
    let query = Query::name("ostler-make");
    let found = query.find_with(Field::Name | Field::Command | Field::Age).unwrap();
    assert_eq!(found.len(), 5);
    let shown: Vec<String> = found
        .iter()
        .take(2)
        .map(|process| format!("{} {:?}", process.pid(), process.name()))
        .collect();
    assert!(shown[0].contains("ostler-make.exe"));
    let report =
        Stop::new().only_if(|process| query.selects(process)).all(&query.find().unwrap()).unwrap();
    assert_eq!(report.ended().count(), 5);
    assert!(query.find().unwrap().is_empty());
    drop(actors);
}

/// Those that have been running for too long.
#[test]
fn running_for_too_long() {
    let old = start_as("ostler-old.exe", "sleep");
    std::thread::sleep(Duration::from_millis(700));
    let young = start_as("ostler-old.exe", "sleep");
    let query = Query::name("ostler-old.exe") & Query::older_than(Duration::from_millis(600));
    let found: Vec<Process> =
        query.find().unwrap().into_iter().filter(|process| *process == old.process()).collect();
    assert_eq!(found, [old.process()]);
    assert!(Stop::new().all(&found).unwrap().is_complete());
    assert!(young.process().is_running().unwrap());
}

/// In the manner of psutil: over all, by parts of the name, skipping what is gone or not ours.
#[test]
fn any_of_several_parts_of_names() {
    let actors = [start_as("ostler-alpha-1.exe", "sleep"), start_as("ostler-BETA-2.exe", "sleep")];
    let mut ended = Vec::new();
    for process in iter(Field::Name).unwrap() {
        let process = process.unwrap();
        let name =
            process.name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        if ["ostler-alpha", "ostler-beta"].iter().any(|part| name.contains(part)) {
            match process.process().kill() {
                Ok(()) => ended.push(process.process()),
                Err(error) => assert!(matches!(
                    error.kind(),
                    ErrorKind::ProcessLookup | ErrorKind::PermissionDenied
                )),
            }
        }
    }
    ended.sort_by_key(Process::pid);
    let mut meant: Vec<Process> = actors.iter().map(Actor::process).collect();
    meant.sort_by_key(Process::pid);
    assert_eq!(ended, meant);
    assert!(wait_all(ended, Some(Duration::from_secs(10)), |_| ()).unwrap().alive.is_empty());
}

/// Whoever listens on a port.
#[test]
fn by_port() {
    let mut actor = act(spawn("listen"));
    let port: u16 = actor.line().parse().unwrap();
    let found = Query::port(port).find().unwrap();
    let careful = protected(found).unwrap();
    let meant: Vec<Process> =
        careful.into_iter().filter(|(_, why)| why.is_none()).map(|(process, _)| process).collect();
    assert_eq!(meant, [actor.process()]);
    assert!(Stop::new().all(&meant).unwrap().is_complete());
    // Wine frees it a little later.
    let free = || std::net::TcpListener::bind(("127.0.0.1", port)).is_ok();
    assert!((0..100).any(|_| free() || {
        std::thread::sleep(Duration::from_millis(50));
        false
    }));
}

/// One that was not started by us, by its number, with the exit code that we choose.
#[test]
fn by_number() {
    let parent = start("tree 1");
    let stranger = Process::new(parent.process().children(false).unwrap()[0].pid()).unwrap();
    stranger.send_signal(ostler::signal::Signal::from_raw(5)).unwrap();
    assert_eq!(stranger.wait(Some(Duration::from_secs(10))).unwrap().exit_code(), Some(5));
}
