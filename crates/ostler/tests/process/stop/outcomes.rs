//! What becomes of one.

use std::time::{Duration, Instant};

use ostler::process::{Outcome, Process, Stop};
use ostler::{ErrorKind, signal};

use crate::crowd::{lives, script, sleeper, state, until};
use crate::support::{as_nobody, in_child};

const SHORT: Duration = Duration::from_millis(300);
/// For what happens soon, but on a busy machine not at once.
const LONG: Duration = Duration::from_secs(60);

/// Ignores the signal asked for, and says when it does.
fn deaf(signals: &str) -> ostler::process::Child {
    script(&format!("trap '' {signals}; echo 1; while :; do sleep 0.1; done"), 1).0
}

#[test]
fn the_first_signal_is_enough() {
    let child = sleeper();
    let start = Instant::now();
    let outcome = Stop::new().grace(LONG).one(child.process()).unwrap();
    let Outcome::Ended { by, status } = outcome else { panic!("{outcome:?}") };
    assert_eq!((by, status.unwrap().signal()), (signal::SIGTERM, Some(signal::SIGTERM)));
    assert!(start.elapsed() < LONG / 2, "no needless sleep");
}

#[test]
fn a_deaf_one_is_killed() {
    let child = deaf("TERM");
    let start = Instant::now();
    let outcome = Stop::new().grace(SHORT).one(child.process()).unwrap();
    assert!(start.elapsed() >= SHORT);
    assert!(matches!(outcome, Outcome::Ended { by: signal::SIGKILL, .. }), "{outcome:?}");
    assert_eq!((outcome.exit_code(), child.returncode()), (Some(-9), Some(-9)));
}

#[test]
fn signals_of_ones_own() {
    let (child, _) =
        script("trap 'exit 3' INT; trap '' TERM; echo 1; while :; do sleep 0.1; done", 1);
    let stop = Stop::new().first(signal::SIGTERM).grace(SHORT).then(Some(signal::SIGINT));
    let outcome = stop.last_wait(LONG).one(child.process()).unwrap();
    assert!(matches!(outcome, Outcome::Ended { by: signal::SIGINT, .. }), "{outcome:?}");
    assert_eq!(outcome.exit_code(), Some(3));
}

#[test]
fn nothing_after_the_first() {
    let child = deaf("TERM");
    let stop = Stop::new().grace(SHORT).then(None);
    assert!(matches!(stop.one(child.process()).unwrap(), Outcome::Survived));
    let outcome = Stop::new().force().one(child.process()).unwrap();
    assert!(matches!(outcome, Outcome::Ended { by: signal::SIGKILL, .. }), "{outcome:?}");
}

#[test]
fn gone_and_zombie() {
    let child = sleeper();
    child.kill().unwrap();
    until("the zombie", || state(child.pid()) == Some('Z'));
    assert!(matches!(Stop::new().one(child.process()).unwrap(), Outcome::AlreadyGone));
    child.wait(None).unwrap();
    assert!(matches!(Stop::new().one(child.process()).unwrap(), Outcome::AlreadyGone));
}

#[test]
fn a_stopped_one_notices() {
    let child = sleeper();
    child.process().suspend().unwrap();
    until("the stop", || state(child.pid()) == Some('T'));
    let outcome = Stop::new().grace(LONG).one(child.process()).unwrap();
    assert_eq!(outcome.exit_code(), Some(-15));
}

#[test]
fn children_of_others_are_left_to_be_collected() {
    let mut child = std::process::Command::new("sleep").arg("600").spawn().unwrap();
    let process = Process::new(child.id() as i32).unwrap();
    assert_eq!(Stop::new().grace(LONG).one(process).unwrap().exit_code(), Some(-15));
    let status = child.wait().unwrap();
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(15));
}

#[test]
fn another_program_by_now() {
    // Chosen by name; then it executes another program.
    let name = |process: Process| {
        let comm = std::fs::read_to_string(format!("/proc/{}/comm", process.pid()));
        comm.unwrap_or_default().trim() == "sh"
    };
    let child = {
        let mut child = ostler::process::Spawn::new("sh")
            .args(["-c", "read go; exec sleep 600 < /dev/null"])
            .stdin(ostler::process::Stdio::Pipe)
            .start()
            .unwrap();
        until("the shell", || name(child.process()));
        drop(child.stdin.take());
        until("the other program", || !name(child.process()));
        child
    };
    let stop = Stop::new().only_if(|process| Ok(name(process)));
    assert!(matches!(stop.one(child.process()).unwrap(), Outcome::NoLongerMatches));
    assert!(lives(child.pid()));

    // Between the first signal and the second, too.
    let (turncoat, _) =
        script("trap 'exec sleep 600' TERM; echo 1; while :; do sleep 0.05; done", 1);
    let asked = std::cell::Cell::new(false);
    let stop = Stop::new().grace(SHORT).only_if(|process| {
        // Before the first signal it is the shell; before the second it may need some more time to be the other.
        if asked.replace(true) {
            until("the turncoat", || !name(process));
        }
        Ok(name(process))
    });
    let outcome = stop.one(turncoat.process()).unwrap();
    assert!(matches!(outcome, Outcome::NoLongerMatches), "{outcome:?}");
    assert!(lives(turncoat.pid()));
    for child in [child, turncoat] {
        child.kill().unwrap();
        child.wait(None).unwrap();
    }
}

#[test]
fn a_test_that_fails_is_a_refusal() {
    let child = sleeper();
    let stop = Stop::new().only_if(|_| Err(ostler::Error::vetoed("no idea")));
    let outcome = stop.one(child.process()).unwrap();
    assert!(
        matches!(&outcome, Outcome::Refused(error) if error.kind() == ErrorKind::Vetoed),
        "{outcome:?}"
    );
    Stop::new().force().one(child.process()).unwrap();
}

#[test]
fn others_are_handled_where_one_is_refused() {
    as_nobody("stop::outcomes::others_are_handled_where_one_is_refused", || {
        let children = [sleeper(), sleeper()];
        let init = Process::new(1).unwrap();
        let report =
            Stop::new().all(&[children[0].process(), init, children[1].process()]).unwrap();
        assert!(!report.is_complete());
        assert_eq!(
            report.ended().collect::<Vec<_>>(),
            [children[0].process(), children[1].process()]
        );
        let (refused, error) = report.refused().next().unwrap();
        assert_eq!((refused, error.kind()), (init, ErrorKind::PermissionDenied));
        let order: Vec<_> = report.iter().map(|(process, _)| process.pid()).collect();
        assert_eq!(order, [children[0].pid(), 1, children[1].pid()]);
    });
}

#[test]
fn oneself_comes_last() {
    in_child("stop::outcomes::oneself_comes_last", || {
        static ASKED: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);
        extern "C" fn note(_: i32) {
            ASKED.store(true, std::sync::atomic::Ordering::SeqCst);
        }
        // SAFETY: a handler that stores a flag.
        unsafe { libc::signal(libc::SIGTERM, note as extern "C" fn(i32) as usize) };
        let me = Process::current().unwrap();
        let child = deaf("TERM");
        let report = Stop::new().grace(SHORT).all(&[me, child.process()]).unwrap();
        assert!(matches!(report.get(me).unwrap(), Outcome::Survived));
        assert!(report.get(child.process()).unwrap().is_gone());
        until("the signal", || ASKED.load(std::sync::atomic::Ordering::SeqCst));
    });
}

/// What the test says of another process does not make this one gone.
#[test]
fn a_test_that_misses_another_is_a_refusal() {
    let child = sleeper();
    let gone = sleeper();
    gone.kill().unwrap();
    gone.wait(None).unwrap();
    let gone = gone.process();
    let stop = Stop::new().only_if(move |_| gone.name().map(|_| true));
    let outcome = stop.one(child.process()).unwrap();
    assert!(
        matches!(&outcome, Outcome::Refused(error) if error.kind() == ErrorKind::ProcessLookup),
        "{outcome:?}"
    );
    Stop::new().force().one(child.process()).unwrap();
}

/// One that is stopped and cannot be made to go on has not been asked.
#[test]
fn a_stopped_one_that_may_not_go_on_is_a_refusal() {
    in_child("stop::outcomes::a_stopped_one_that_may_not_go_on_is_a_refusal", || {
        let child = sleeper();
        child.process().suspend().unwrap();
        until("the stop", || state(child.pid()) == Some('T'));
        ostler::audit::add_hook(|event| match event.args().last() {
            Some(sig) if sig.to_string() == "18" => Err(ostler::Error::vetoed("stay")),
            _ => Ok(()),
        });
        let outcome = Stop::new().grace(SHORT).then(None).one(child.process()).unwrap();
        assert!(
            matches!(&outcome, Outcome::Refused(error) if error.kind() == ErrorKind::Vetoed),
            "{outcome:?}"
        );
        // What takes no consent takes none.
        child.process().suspend().unwrap();
        let outcome = Stop::new().grace(SHORT).one(child.process()).unwrap();
        assert!(outcome.is_gone(), "{outcome:?}");
    });
}
