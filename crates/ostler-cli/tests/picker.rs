//! The list to pick from, on a terminal.

#![cfg(target_os = "linux")]

mod fixture;

use fixture::Fixture;
use fixture::apart::apart;
use fixture::command::{is_there, on_a_terminal};

const BACKSPACE: &str = "\x7f";
const DOWN: &str = "\x1b[B";
const ESCAPE: &str = "\x1b";

#[test]
fn left_without_a_choice() {
    apart("left_without_a_choice", || {
        let scratch = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let pid = fixture.sleeper("ostler-t-leave");
        let (status, said) =
            on_a_terminal(&["kill"], &[("Stop which?", "ostler-t-leave"), ("t-leave▏", ESCAPE)]);
        assert!(status == 1 && is_there(pid), "{status}: {said}");
    });
}

/// A space, and a filter that is widened again: the highlighted one is stopped and no other.
#[test]
fn the_one_that_is_highlighted() {
    apart("the_one_that_is_highlighted", || {
        let scratch = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let mut start = |last: &str| {
            let mut command = fixture.program("sleep", "ostler-t-light");
            fixture.start(command.arg(last))
        };
        let (first, second) = (start("8001"), start("9001"));
        let (status, said) = on_a_terminal(
            &["kill"],
            &[
                ("Stop which?", "ostler-t-light 8"),
                ("1 of", BACKSPACE),
                ("t-light ▏  2 of", DOWN),
                ("Stop which?", "\r"),
            ],
        );
        assert_eq!(status, 0, "{said}");
        assert!(is_there(first) && !is_there(second), "{said}");
    });
}

#[test]
fn those_that_are_marked_are_listed_and_asked_about() {
    apart("those_that_are_marked_are_listed_and_asked_about", || {
        let scratch = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let (spared, first, second) = (
            fixture.sleeper("ostler-t-pick1"),
            fixture.sleeper("ostler-t-pick2"),
            fixture.sleeper("ostler-t-pick2"),
        );
        let marks =
            [("Stop which?", "OSTLER-T-PICK2"), ("PICK2▏  2 of", "\t\t"), ("2 marked", "\r")];
        let answer = |answer| [&marks[..], &[("[y/N]", answer)]].concat();
        let (status, said) = on_a_terminal(&["kill"], &answer("n\n"));
        assert_eq!(status, 1, "{said}");
        assert!(is_there(first) && is_there(second), "{said}");
        let asked = said.rsplit("1049l").next().unwrap();
        assert!(
            asked.contains(&first.to_string()) && asked.contains(&second.to_string()),
            "{asked}"
        );
        assert!(asked.contains("Stop these 2 processes?"), "{asked}");
        let (status, said) = on_a_terminal(&["kill"], &answer("y\n"));
        assert_eq!(status, 0, "{said}");
        assert!(said.contains("2 processes: ended by SIGTERM"), "{said}");
        assert!(is_there(spared) && !is_there(first) && !is_there(second));
    });
}

#[test]
fn what_is_marked_stays_in_the_list() {
    apart("what_is_marked_stays_in_the_list", || {
        let scratch = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let (marked, other) =
            (fixture.sleeper("ostler-t-stay1"), fixture.sleeper("ostler-t-stay2"));
        let (status, said) = on_a_terminal(
            &["kill"],
            &[
                ("Stop which?", "ostler-t-stay1"),
                ("stay1▏  1 of", "\t"),
                ("1 marked", &format!("{BACKSPACE}2")),
                ("stay2▏  2 of", "\r"),
                ("[y/N]", "n\n"),
            ],
        );
        assert_eq!(status, 1, "{said}");
        let last = said.split("stay2▏").last().unwrap();
        assert!(
            last.contains("ostler-t-stay1 600") && last.contains("ostler-t-stay2 600"),
            "{last}"
        );
        assert!(last.contains("Stop this process?"), "{last}");
        assert!(is_there(marked) && is_there(other));
    });
}

/// What is pasted ends with Enter.
#[test]
fn a_line_that_is_pasted_stops_nothing() {
    apart("a_line_that_is_pasted_stops_nothing", || {
        let scratch = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let pid = fixture.sleeper("ostler-t-paste");
        let pasted = "\x1b[200~ostler-t-paste\r\x1b[201~";
        let (status, said) =
            on_a_terminal(&["kill"], &[("Stop which?", pasted), ("t-paste", ESCAPE)]);
        assert!(status == 1 && is_there(pid), "{status}: {said}");
    });
}
