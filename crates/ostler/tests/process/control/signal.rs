//! Signals to one process.

use std::sync::Mutex;

use ostler::process::{Binding, Child, Process};
use ostler::{ErrorKind, audit, signal};

use crate::crowd::{lives, script, sleeper, state, until};
use crate::support::{as_nobody, in_child};

#[test]
fn stop_and_go_on() {
    let child = sleeper();
    let process = child.process();
    assert_eq!(process.binding().unwrap(), Binding::Handle);
    process.suspend().unwrap();
    until("the stop", || state(child.pid()) == Some('T'));
    process.resume().unwrap();
    until("going on", || state(child.pid()) == Some('S'));
    process.terminate().unwrap();
    assert_eq!(child.wait(None).unwrap().exit_code(), Some(-libc::SIGTERM));
}

#[test]
fn handlers_are_called() {
    let (child, _) = script("trap 'exit 42' USR1; echo 1; while :; do sleep 0.05; done", 1);
    child.process().send_signal(signal::SIGUSR1).unwrap();
    assert_eq!(child.wait(None).unwrap().exit_code(), Some(42));
}

#[test]
fn the_four_states_are_told_apart() {
    let child = sleeper();
    let process = child.process();
    // Zero asks.
    process.send_signal(0).unwrap();
    process.kill().unwrap();
    until("the zombie", || state(child.pid()) == Some('Z'));
    let error = process.terminate().unwrap_err();
    assert_eq!((error.kind(), error.pid()), (ErrorKind::ZombieProcess, Some(child.pid())));
    assert!(process.is_running().unwrap());
    child.wait(None).unwrap();
    let error = process.kill().unwrap_err();
    assert_eq!((error.kind(), error.pid()), (ErrorKind::ProcessLookup, Some(child.pid())));
    assert_eq!(error.errno(), Some(ostler::errno::ESRCH));
    assert!(!process.is_running().unwrap());
    // A child that has ended is none to send signals to, as in the reference.
    child.kill().unwrap();
}

#[test]
fn numbers_that_are_no_signal() {
    let child = sleeper();
    for number in [-1, 65, 1000, i32::MAX, i32::MIN] {
        let error = child.process().send_signal(number).unwrap_err();
        assert_eq!(error.errno(), Some(ostler::errno::EINVAL), "{number}");
    }
    assert!(lives(child.pid()));
    child.kill().unwrap();
    child.wait(None).unwrap();
}

#[test]
fn somebody_elses() {
    as_nobody("control::signal::somebody_elses", || {
        let init = Process::new(1).unwrap();
        for refused in [init.terminate(), init.kill(), init.suspend(), init.send_signal(0)] {
            let error = refused.unwrap_err();
            assert_eq!((error.kind(), error.pid()), (ErrorKind::PermissionDenied, Some(1)));
            assert!(error.to_string().contains("pid 1"), "{error}");
        }
    });
}

#[test]
fn the_event_comes_first_and_can_refuse() {
    in_child("control::signal::the_event_comes_first_and_can_refuse", || {
        static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());
        let child = Child::spawn("sleep", ["600"]).unwrap();
        audit::add_hook(|event| {
            let args: Vec<String> = event.args().iter().map(ToString::to_string).collect();
            SEEN.lock().unwrap().push(format!("{} {}", event.name(), args.join(" ")));
            if args.last().is_some_and(|sig| sig == "9") {
                return Err(ostler::Error::vetoed("not that"));
            }
            Ok(())
        });
        let pid = child.pid();
        assert_eq!(child.process().kill().unwrap_err().kind(), ErrorKind::Vetoed);
        assert!(lives(pid));
        child.process().terminate().unwrap();
        assert_eq!(child.wait(None).unwrap().exit_code(), Some(-15));
        assert_eq!(
            *SEEN.lock().unwrap(),
            [format!("os.kill {pid} 9"), format!("os.kill {pid} 15")]
        );
    });
}
