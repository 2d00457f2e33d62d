//! What the command says where nothing takes it.

#![cfg(target_os = "linux")]

mod fixture;

use std::fs::File;
use std::process::{Command, Output, Stdio};

use fixture::command::{code, ostler, run, stderr, stdout};

const SAYINGS: [&[&str]; 9] = [
    &["--help"],
    &["--version"],
    &["help", "ps"],
    &["ps", "--help"],
    &["kill", "-h"],
    &["completions", "bash"],
    &["man", "kill"],
    &["ps"],
    &["info", "--json"],
];

/// Whether it failed and said why.
fn cannot_write(args: &[&str], output: &Output) {
    let said = stderr(output);
    assert!(code(output) == 1 && said.starts_with("ostler: cannot write: "), "{args:?}: {said}");
}

#[test]
fn on_a_full_disk() {
    for args in SAYINGS {
        let Ok(full) = File::options().write(true).open("/dev/full") else {
            eprintln!("skipped: no /dev/full here");
            return;
        };
        cannot_write(args, &ostler(args).stdout(full).output().unwrap());
    }
}

#[test]
fn into_a_descriptor_that_is_for_reading() {
    for args in SAYINGS {
        let null = File::open("/dev/null").unwrap();
        cannot_write(args, &ostler(args).stdout(null).output().unwrap());
    }
}

/// The command with a redirection of a shell's.
fn shell(redirection: &str, args: &[&str]) -> Output {
    let script = format!("exec \"$0\" \"$@\" {redirection}");
    let mut command = Command::new("sh");
    command.args(["-c", &script]).arg(assert_cmd::cargo::cargo_bin!("ostler")).args(args);
    command.stdin(Stdio::null()).output().unwrap()
}

#[test]
fn into_a_descriptor_that_is_closed() {
    for args in SAYINGS {
        cannot_write(args, &shell(">&-", args));
    }
    // What says nothing needs nothing to write to.
    let me = std::process::id().to_string();
    assert_eq!(code(&shell(">&-", &["kill", "--quiet", "-0", &me])), 0);
    assert_eq!(code(&shell("2>&-", &["ps", "ostler-t-nobody"])), 1);
    assert_eq!(stdout(&shell("2>&- <&-", &["ps", "-q", &me])).trim(), me);
}

#[test]
fn what_is_asked_for_goes_to_stdout() {
    for (args, status) in
        [(&["ps", "--help"][..], 0), (&["--version"], 0), (&[], 2), (&["ps", "-Q"], 2)]
    {
        let output = run(args);
        assert_eq!(code(&output), status, "{args:?}");
        assert_eq!(output.stdout.is_empty(), status == 2, "{args:?}");
        assert_eq!(output.stderr.is_empty(), status == 0, "{args:?}");
        assert!(!output.stdout.contains(&0x1b) && !output.stderr.contains(&0x1b));
    }
}

#[test]
fn a_reader_of_help_that_has_had_enough() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = ostler(&["--help"]).stdout(writer).output().unwrap();
    assert_eq!((code(&output), stderr(&output).as_str()), (0, ""));
}

#[test]
fn commands_that_others_have() {
    for (word, ours) in [
        ("pkill", "ostler kill"),
        ("tskill", "ostler kill"),
        ("tasklist", "ostler ps --all"),
        ("netstat", "ostler port"),
    ] {
        let output = run(&[word, "-ano"]);
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains(ours), "{}", stderr(&output));
    }
}
