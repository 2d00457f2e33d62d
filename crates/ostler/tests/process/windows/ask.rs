//! Asking to end: windows and consoles.

use std::time::Duration;

use ostler::process::{Field, KILL, Outcome, Query, Stop};
use ostler::signal::{CTRL_BREAK_EVENT, SIGTERM};

use super::support::{ready, spawn, start};

const GRACE: Duration = Duration::from_secs(10);

#[test]
#[ignore = "needs a display"]
fn on_a_desktop_windows_are_asked_to_close() {
    let actor = start("window polite");
    assert_eq!(actor.process().window_titles().unwrap(), ["ostler test window"]);
    let titled = Query::from_taskkill_filter("WINDOWTITLE eq ostler test*").unwrap();
    assert!(titled.find().unwrap().contains(&actor.process()));
    let snapshot = actor.process().snapshot(Field::Hung | Field::WindowTitles).unwrap();
    assert_eq!(snapshot.get(Field::Hung), Some(&ostler::process::Value::Bool(false)));
    let outcome = Stop::new().grace(GRACE).one(actor.process()).unwrap();
    let Outcome::Ended { by, status } = outcome else { panic!("{outcome:?}") };
    // It has left its loop of messages in its own way.
    assert_eq!((by, status.unwrap().code()), (SIGTERM, Some(42)));
}

#[test]
#[ignore = "needs a display"]
fn on_a_desktop_one_that_does_not_close_is_ended() {
    let actor = start("window deaf");
    actor.process().close().unwrap();
    let gentle = Stop::new().grace(Duration::from_millis(300)).then(None);
    assert!(matches!(gentle.one(actor.process()).unwrap(), Outcome::Survived));
    let outcome = Stop::new().grace(Duration::from_millis(300)).one(actor.process()).unwrap();
    let Outcome::Ended { by, status } = outcome else { panic!("{outcome:?}") };
    assert_eq!((by, status.unwrap().code()), (KILL, Some(9)));
}

/// Wine 8 has the function and no such events: the handle of a console is not valid there, whichever it is.
const INVALID_HANDLE: u32 = 6;

fn has_events() -> bool {
    let actor = ready(spawn("break").process_group(0));
    match actor.process().send_signal(CTRL_BREAK_EVENT) {
        Ok(()) => true,
        Err(error) if error.winerror() == Some(INVALID_HANDLE) => {
            // Then there is no way to ask, and the next step is taken at once.
            let outcome = Stop::new().grace(GRACE).one(actor.process()).unwrap();
            assert!(matches!(outcome, Outcome::Ended { by: KILL, .. }), "{outcome:?}");
            false
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
#[ignore = "needs a console"]
fn at_a_console_a_group_is_told() {
    if !has_events() {
        return;
    }
    let actor = ready(spawn("break").process_group(0));
    let outcome = Stop::new().grace(GRACE).one(actor.process()).unwrap();
    let Outcome::Ended { by, status } = outcome else { panic!("{outcome:?}") };
    assert_eq!((by, status.unwrap().code()), (SIGTERM, Some(77)));
}

#[test]
#[ignore = "needs a console"]
fn at_a_console_nobody_else_is_told() {
    let other = ready(spawn("break").process_group(0));
    let one = ready(spawn("break").process_group(0));
    if has_events() {
        one.process().send_signal(CTRL_BREAK_EVENT).unwrap();
        assert_eq!(one.child.wait(Some(GRACE)).unwrap().exit_code(), Some(77));
    }
    // Who leads no group is not told, nor is everybody in its place.
    let member = ready(spawn("break"));
    assert_eq!(member.process().send_signal(CTRL_BREAK_EVENT).unwrap_err().winerror(), Some(87));
    std::thread::sleep(Duration::from_millis(100));
    assert!(member.process().is_running().unwrap() && other.process().is_running().unwrap());
}
