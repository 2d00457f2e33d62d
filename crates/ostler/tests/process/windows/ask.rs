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
    assert_eq!((by, status.unwrap().raw()), (SIGTERM, 42));
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
    assert_eq!((by, status.unwrap().raw()), (KILL, 9));
}

#[test]
#[ignore = "needs a console"]
fn at_a_console_a_group_is_told() {
    let actor = ready(spawn("break").process_group(0));
    let outcome = Stop::new().grace(GRACE).one(actor.process()).unwrap();
    let Outcome::Ended { by, status } = outcome else { panic!("{outcome:?}") };
    assert_eq!((by, status.unwrap().raw()), (SIGTERM, 77));
}

#[test]
#[ignore = "needs a console"]
fn at_a_console_the_event_is_sent_to_one_group_only() {
    let (one, other) =
        (ready(spawn("break").process_group(0)), ready(spawn("break").process_group(0)));
    one.process().send_signal(CTRL_BREAK_EVENT).unwrap();
    assert_eq!(one.child.wait(Some(GRACE)).unwrap().exit_code(), Some(77));
    std::thread::sleep(Duration::from_millis(100));
    assert!(other.process().is_running().unwrap());
    // Who leads no group is not told, nor is everybody in its place.
    let member = ready(spawn("break"));
    assert!(member.process().send_signal(CTRL_BREAK_EVENT).is_err());
    assert!(member.process().is_running().unwrap());
}

#[test]
#[ignore = "needs a console"]
fn at_a_console_one_without_a_handler_ends() {
    let actor = ready(spawn("sleep").process_group(0));
    let outcome = Stop::new().grace(GRACE).one(actor.process()).unwrap();
    let Outcome::Ended { by, status } = outcome else { panic!("{outcome:?}") };
    /// `STATUS_CONTROL_C_EXIT`
    const CONTROL_C_EXIT: u32 = 0xC000_013A;
    assert_eq!((by, status.unwrap().raw()), (SIGTERM, CONTROL_C_EXIT));
}
