//! `ps`, `kill`, `wait`, `tree`, `show`, `port`, `suspend`, `resume` on Windows, on processes started here.

#![cfg(windows)]
#![allow(missing_docs)]

#[path = "fixture/actor.rs"]
mod actor;

use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;

use actor::Actor;

fn ostler(args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("ostler"));
    command.args(args).stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> Output {
    ostler(args).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("{output:?}"))
}

#[test]
fn several_instances_are_counted_shown_and_stopped() {
    let mut actors: Vec<Actor> = (0..3).map(|_| Actor::new("Ostler-C-Make.exe", "sleep")).collect();
    for name in ["ostler-c-make", "OSTLER-C-MAKE.EXE"] {
        let count = run(&["ps", "--count", name]);
        assert_eq!((stdout(&count).trim(), code(&count)), ("3", 0), "{count:?}");
    }
    let json = run(&["ps", "--json", "--glob", "ostler-c-m*"]);
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["processes"].as_array().unwrap().len(), 3);
    assert_eq!(json["processes"][0]["name"], "Ostler-C-Make.exe");
    // Nobody is asked: without --yes nothing is done.
    let refused = run(&["kill", "ostler-c-make"]);
    assert_eq!(code(&refused), 2, "{refused:?}");
    let listed = run(&["kill", "--dry-run", "ostler-c-make"]);
    assert_eq!(stdout(&listed).lines().count(), 4, "{listed:?}");
    assert!(actors.iter_mut().all(|actor| !actor.has_ended()));
    let done = run(&["kill", "--yes", "--echo", "ostler-c-make"]);
    assert_eq!(code(&done), 0, "{done:?}");
    // None has a window, and there is no console in common.
    assert_eq!(stdout(&done).matches("ended by force").count(), 3, "{done:?}");
    assert!(actors.iter_mut().all(Actor::has_ended));
    assert_eq!(code(&run(&["ps", "ostler-c-make"])), 1);
}

#[test]
fn the_number_of_a_signal_is_the_exit_code() {
    for (option, expected) in [("-9", 9), ("-KILL", 9), ("--signal=TERM", 15), ("--signal=33", 33)]
    {
        let mut actor = Actor::new("ostler-c-code.exe", "sleep");
        let done = run(&["kill", option, "--wait", "--timeout=30s", &actor.pid()]);
        assert_eq!(code(&done), 0, "{option}: {done:?}");
        assert_eq!(actor.child.wait().unwrap().code(), Some(expected), "{option}");
    }
}

#[test]
fn by_port() {
    let mut actor = Actor::new("ostler-c-port.exe", "listener");
    let shown = run(&["port", &actor.said]);
    assert!(stdout(&shown).contains(&actor.pid()), "{shown:?}");
    let done = run(&["kill", "--yes", &format!(":{}", actor.said)]);
    assert_eq!(code(&done), 0, "{done:?}");
    assert!(actor.has_ended());
}

#[test]
fn what_has_been_running_for_too_long() {
    let mut old = Actor::new("ostler-c-age.exe", "sleep");
    std::thread::sleep(Duration::from_secs(2));
    let mut young = Actor::new("ostler-c-age.exe", "sleep");
    let done = run(&["kill", "--yes", "--where", "name == ostler-c-age and age > 1.5s"]);
    // The second may have taken its time to start.
    assert_eq!(code(&done), 0, "{done:?}");
    assert!(old.has_ended());
    let _ = young.has_ended();
    let filter =
        run(&["ps", "--count", "--fi", "IMAGENAME eq ostler-c-a*", "--fi", "STATUS eq RUNNING"]);
    assert!(["0", "1"].contains(&stdout(&filter).trim()), "{filter:?}");
}

#[test]
fn a_tree() {
    let mut root = Actor::new("ostler-c-tree.exe", "tree");
    let below = root.said.clone();
    let shown = run(&["tree", &root.pid()]);
    assert!(stdout(&shown).contains(&below), "{shown:?}");
    let done = run(&["kill", "--yes", "--tree", "ostler-c-tree", "--oldest"]);
    assert_eq!(code(&done), 0, "{done:?}");
    assert!(root.has_ended());
    assert_eq!(code(&run(&["ps", &below])), 1);
}

#[test]
fn waiting() {
    let mut actor = Actor::new("ostler-c-wait.exe", "sleep");
    let late = run(&["wait", "--timeout=100ms", &actor.pid()]);
    assert_eq!(code(&late), 124, "{late:?}");
    let waiting = ostler(&["wait", &actor.pid()]).stdout(Stdio::piped()).spawn().unwrap();
    // Time for it to get hold of the other.
    std::thread::sleep(Duration::from_secs(3));
    actor.child.kill().unwrap();
    let waited = waiting.wait_with_output().unwrap();
    assert_eq!(code(&waited), 0);
    assert!(stdout(&waited).contains("ended with 1"), "{waited:?}");
}

#[test]
fn one_in_full() {
    let actor = Actor::new("ostler-c-show.exe", "sleep");
    let shown = run(&["show", &actor.pid()]);
    let text = stdout(&shown);
    assert_eq!(code(&shown), 0, "{shown:?}");
    for part in ["ostler-c-show.exe", "num handles", "Memory", "Owner"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // What there is not here is not shown.
    assert!(!text.contains("oom"), "{text}");
    assert!(text.matches("Not readable").count() < 2, "{text}");
    // Wine 8 does not tell these two of any process.
    if let Some((_, unreadable)) = text.split_once("Not readable") {
        let (fields, _) = unreadable.trim_start().split_once(": ").unwrap();
        let fields: Vec<&str> = fields.split(", ").collect();
        assert!(
            fields.iter().all(|field| ["memory_full_info", "ionice"].contains(field)),
            "{text}"
        );
    }
    let json: Value =
        serde_json::from_slice(&run(&["show", "--json", &actor.pid()]).stdout).unwrap();
    assert_eq!(json["pid"].as_u64(), Some(actor.child.id().into()));
    let missing = run(&["ps", "--where", "cgroup == x"]);
    assert_eq!(code(&missing), 1);
    assert!(String::from_utf8_lossy(&missing.stderr).contains("unavailable on this platform"));
}

/// What is another thing here than elsewhere is an error, and not something else.
#[test]
fn signals_that_windows_has_not() {
    let mut actor = Actor::new("ostler-c-hup.exe", "sleep");
    let pid = actor.pid();
    for (args, said) in [
        (&["kill", "-HUP", &pid][..], "Windows has no SIGHUP"),
        (&["kill", "-s", "HUP", &pid], "Windows has no SIGHUP"),
        (&["kill", "--dry-run", "-USR1", &pid], "Windows has no SIGUSR1"),
        (&["kill", "-0", &pid], "Windows has no signal 0"),
    ] {
        let output = run(args);
        assert_eq!(code(&output), 2, "{output:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(said), "{output:?}");
    }
    assert!(!actor.has_ended());
    for (word, answer) in [("KILL", "9"), ("9", "SIGKILL"), ("CTRL_BREAK_EVENT", "1")] {
        assert_eq!(stdout(&run(&["kill", "--list", word])).trim_end(), answer);
    }
    let ended = run(&["kill", "--signal", "INT", &pid]);
    assert!(stdout(&ended).contains("was ended with exit code 2"), "{ended:?}");
}

/// Nobody is in a group or a session by having none.
#[test]
fn zero_is_not_everybody() {
    let actor = Actor::new("ostler-c-zero.exe", "sleep");
    for args in [&["ps", "-q", "--where", "pgid == 0"][..], &["ps", "-q", "--session", "0"]] {
        let output = run(args);
        let found = stdout(&output).lines().any(|line| line.trim() == actor.pid());
        assert!(!found, "{output:?}");
    }
    let dry = run(&["kill", "--dry-run", "--pgroup", "0"]);
    assert_ne!(code(&dry), 0, "{dry:?}");
}

#[test]
fn for_a_while() {
    let actor = Actor::new("ostler-c-nap.exe", "sleep");
    assert_eq!(code(&run(&["suspend", &actor.pid()])), 0);
    assert_eq!(code(&run(&["resume", &actor.pid()])), 0);
}

#[test]
fn by_the_number_in_a_file() {
    let mut actor = Actor::new("ostler-c-pid.exe", "sleep");
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("actor.pid");
    std::fs::write(&file, actor.pid()).unwrap();
    let path = file.to_str().unwrap();
    let unlocked = run(&["ps", "-F", path, "-L"]);
    assert_eq!(code(&unlocked), 2, "{unlocked:?}");
    let done = run(&["kill", "--yes", "-F", path]);
    assert_eq!(code(&done), 0, "{done:?}");
    assert!(actor.has_ended());
}
