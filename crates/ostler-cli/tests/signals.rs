//! Signals as they are said elsewhere: one that is not understood ends nothing.

#![cfg(target_os = "linux")]

mod fixture;

use fixture::Fixture;
use fixture::apart::apart;
use fixture::command::{code, is_there, run, stderr, stdout};

/// Each is a row of one-letter options by itself: `-v -t alrm`, `-h -u p`, `-i -o`, `-q -u it`, `-t erm`, `-u sr1`.
#[test]
fn in_small_letters() {
    apart("in_small_letters", || {
        let scratch = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let quiet = "trap '' VTALRM HUP IO QUIT TERM USR1 FPE ALRM CONT";
        let (pid, other) =
            (fixture.script("ostler-t-small", quiet), fixture.script("ostler-t-small2", quiet));
        for name in ["vtalrm", "hup", "io", "quit", "term", "usr1", "fpe", "Alrm", "SIGcont"] {
            let short = name.to_ascii_uppercase();
            let said = format!("1 process: was sent SIG{}\n", short.trim_start_matches("SIG"));
            for words in [
                &[format!("-{name}")][..],
                &[format!("-s{name}")],
                &["-s".to_owned(), name.to_owned()],
                &["--signal".to_owned(), name.to_owned()],
                &[format!("--signal={name}")],
            ] {
                let mut args = vec!["kill", "--yes"];
                args.extend(words.iter().map(String::as_str));
                args.push("ostler-t-small");
                let sent = run(&args);
                let said = said.replace("SIGIO", "SIGPOLL");
                assert_eq!(stdout(&sent).replace("SIGIO", "SIGPOLL"), said, "{args:?} {sent:?}");
            }
        }
        assert!(is_there(pid) && is_there(other));
    });
}

#[test]
fn what_is_no_signal_is_a_mistake() {
    apart("what_is_no_signal_is_a_mistake", || {
        let scratch = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let pid = fixture.sleeper("ostler-t-slip");
        let number = pid.to_string();
        let group = format!("-{number}");
        for args in [
            &["kill", "--yes", "-vtalr", "ostler-t-slip"][..],
            &["kill", "--yes", "-hupp", "ostler-t-slip"],
            &["kill", "--yes", "-oi", "ostler-t-slip"],
            &["kill", "--yes", "-v", "ostler-t-slip"],
            &["kill", "--yes", "-n", "9", "ostler-t-slip"],
            &["kill", "--yes", "-n", "KILL", "ostler-t-slip"],
            &["kill", "-n", "9", &number],
            &["kill", "-q", "5", &number],
            &["kill", "--yes", "-o", "5m", "ostler-t-slip"],
            &["kill", "-y", "5m", "ostler-t-slip"],
            &["kill", "-s", "99999", &number],
            &["kill", "--yes", "ostler-t-slip", "--", "-HUP"],
            &["kill", "--yes", "ostler-t-slip", "--", &group],
            &["kill", "-9", &group],
            &["kill", "-9", &number, "-1"],
            &["kill", "-TERM", &number, "--", "-1"],
            &["kill", "--yes", "ostler-t-slip", "%1"],
            &["suspend", "-v", "ostler-t-slip"],
            &["suspend", "-stop", "ostler-t-slip"],
            &["suspend", "ostler-t-slip", "--", &group],
            &["resume", "-cont", "ostler-t-slip"],
            &["resume", "-io", "ostler-t-slip"],
        ] {
            let output = run(args);
            assert_eq!(code(&output), 2, "{args:?}: {output:?}");
            assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{args:?}: {output:?}");
            let status = ostler::process::Process::new(pid).unwrap().status().unwrap();
            assert_eq!(status, ostler::process::Status::Sleeping, "{args:?}");
        }
        let hint = run(&["kill", "--", "-4711"]);
        assert!(stderr(&hint).contains("`-g 4711`"), "{}", stderr(&hint));
    });
}

#[test]
fn names_and_numbers_of_signals() {
    for (args, answer) in [
        (&["kill", "-l", "hup"][..], "1"),
        (&["kill", "-l", "SIGterm", "137"], "15\nSIGKILL"),
        (&["kill", "-l9"], "SIGKILL"),
        (&["kill", "--list", "usr1"], "10"),
    ] {
        assert_eq!(stdout(&run(args)).trim_end(), answer, "{args:?}");
    }
    assert_eq!(code(&run(&["kill", "-l", "make"])), 2);
}

/// The others are said by a word, where something is done to them.
#[test]
fn all_the_others() {
    apart("all_the_others", || {
        let scratch = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let pid = fixture.sleeper("ostler-t-others");
        let others = ["--inverse", "--where", "not name == 'ostler-t-others'"];
        let sent = run(&[&["kill", "--yes", "--signal", "0"], &others[..]].concat());
        assert_eq!(code(&sent), 0, "{sent:?}");
        let listed = run(&["ps", "-q", "-v", "--where", "not name == 'ostler-t-others'"]);
        assert_eq!(stdout(&listed).trim(), pid.to_string());
        for command in ["kill", "suspend", "resume"] {
            let help = stdout(&run(&[command, "--help"]));
            assert!(help.contains("    --inverse") && !help.contains("-v, --inverse"), "{help}");
        }
    });
}
