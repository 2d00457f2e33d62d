//! Stopping.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::{Duration, Instant};

use ostler::ErrorKind;
use ostler::process::{KILL, Outcome, Process, Protection, Stop, is_protected, protected};
use ostler::signal::{CTRL_BREAK_EVENT, Signal};

use super::support::start;

#[test]
fn the_number_is_the_exit_code() {
    for (number, code) in [(15, 15), (9, 9), (2, 2), (-1, -1)] {
        let child = start("sleep");
        child.process().send_signal(Signal::from_raw(number)).unwrap();
        assert_eq!(child.child.wait(None).unwrap().exit_code(), Some(code));
    }
    let child = start("sleep");
    child.process().terminate().unwrap();
    assert_eq!(child.child.wait(None).unwrap().exit_code(), Some(15));
    let child = start("sleep");
    child.process().kill().unwrap();
    assert_eq!(child.child.wait(None).unwrap().exit_code(), Some(9));
    assert_eq!(child.process().kill().unwrap_err().kind(), ErrorKind::ProcessLookup);
    // Of a child it is no error.
    child.child.kill().unwrap();
}

#[test]
fn one_that_cannot_be_asked_is_ended_at_once() {
    let child = start("sleep");
    let started = Instant::now();
    let outcome = Stop::new().grace(Duration::from_secs(30)).one(child.process()).unwrap();
    let Outcome::Ended { by, status } = outcome else { panic!("{outcome:?}") };
    assert_eq!((by, status.unwrap().code()), (KILL, Some(9)));
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn or_refused_if_nothing_but_asking_is_wanted() {
    let child = start("sleep");
    let outcome = Stop::new().then(None).one(child.process()).unwrap();
    let Outcome::Refused(error) = outcome else { panic!("{outcome:?}") };
    assert_eq!(error.kind(), ErrorKind::NotImplemented);
    assert!(child.process().is_running().unwrap());
    assert_eq!(child.process().close().unwrap_err().kind(), ErrorKind::NotImplemented);
    // Nor is everybody at the console told.
    assert!(child.process().send_signal(CTRL_BREAK_EVENT).is_err());
}

#[test]
fn many() {
    let children: Vec<_> = (0..8).map(|_| start("sleep")).collect();
    let all: Vec<Process> = children.iter().map(super::support::Actor::process).collect();
    let report = Stop::new().force().all(&all).unwrap();
    assert!(report.is_complete());
    assert_eq!(report.ended().collect::<Vec<_>>(), all);
    let again = Stop::new().all(&all).unwrap();
    assert!(again.iter().all(|(_, outcome)| matches!(outcome, Outcome::AlreadyGone)));
}

#[test]
fn only_those_that_match_still() {
    let (one, other) = (start("sleep"), start("sleep"));
    let spared = other.process();
    let report =
        Stop::new().only_if(|process| Ok(process != spared)).all(&[one.process(), spared]).unwrap();
    assert!(matches!(report.get(one.process()), Some(Outcome::Ended { .. })));
    assert!(matches!(report.get(spared), Some(Outcome::NoLongerMatches)));
    assert!(spared.is_running().unwrap());
}

#[test]
fn those_to_be_careful_with() {
    let me = Process::current().unwrap();
    assert_eq!(is_protected(me).unwrap(), Some(Protection::Caller));
    let child = start("sleep");
    assert_eq!(is_protected(child.process()).unwrap(), None);
    let parted = protected([me, child.process()]).unwrap();
    assert_eq!(parted, [(me, Some(Protection::Caller)), (child.process(), None)]);
}

#[test]
fn hooks_are_asked() {
    // What stays after this test does not refuse: the number may be another's then.
    static REFUSES: AtomicBool = AtomicBool::new(true);
    let child = start("sleep");
    let pid = child.child.pid();
    ostler::audit::add_hook(move |event| {
        let of_it = event.args().first().is_some_and(|arg| arg.to_string() == pid.to_string());
        let refused = REFUSES.load(SeqCst) && event.name() == "os.kill" && of_it;
        if refused { Err(ostler::Error::vetoed("no")) } else { Ok(()) }
    });
    assert_eq!(child.process().kill().unwrap_err().kind(), ErrorKind::Vetoed);
    let outcome = Stop::new().one(child.process()).unwrap();
    assert!(matches!(outcome, Outcome::Refused(_)));
    assert!(child.process().is_running().unwrap());
    REFUSES.store(false, SeqCst);
    child.process().kill().unwrap();
}
