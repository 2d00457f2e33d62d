//! Several targets, of which some are not there, or are not to be meant.

#![cfg(target_os = "linux")]

mod fixture;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use fixture::Fixture;
use fixture::apart::apart;
use fixture::command::{code, is_there, run, stderr, stdout};
use ostler::process::{Process, Status};
use serde_json::Value;

const MISSING: &str = "ostler: no process matches ostler-zz-missing\n";

#[test]
fn each_that_is_not_there_is_named() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let pid = fixture.sleeper("ostler-t-some").to_string();
    let both = ["ostler-zz-missing", "ostler-t-some"];
    for args in [
        &["ps", "-q"][..],
        &["ps", "--count"],
        &["ps", "--json"],
        &["ps", "--csv"],
        &["tree"],
        &["tree", "--json"],
        &["kill", "--dry-run"],
        &["kill", "--dry-run", "--json"],
        &["kill", "--yes", "-0"],
        &["kill", "--yes", "-0", "--quiet"],
        &["suspend", "--dry-run"],
        &["suspend"],
        &["resume"],
    ] {
        for order in [both, [both[1], both[0]]] {
            let output = run(&[args, &order].concat());
            assert_eq!((code(&output), stderr(&output).as_str()), (1, MISSING), "{args:?}");
            assert_eq!(output.stdout.is_empty(), args.contains(&"--quiet"), "{args:?}");
        }
        let output = run(&[args, &["ostler-t-some", &pid]].concat());
        assert_eq!((code(&output), stderr(&output).as_str()), (0, ""), "{args:?}");
    }
    // PIDs and ports are targets, too.
    let output = run(&["ps", "-q", "5000000", &pid, ":1", "ostler-zz-missing", "5000001"]);
    assert_eq!((code(&output), stdout(&output).trim()), (1, pid.as_str()));
    for target in ["5000000", ":1", "ostler-zz-missing", "5000001"] {
        assert!(stderr(&output).contains(target), "{target}: {}", stderr(&output));
    }
    // One that the options leave out is not there, either.
    let output = run(&["ps", "-q", "--where", &format!("pid == {pid}"), "sh", "ostler-t-some"]);
    assert_eq!((code(&output), stdout(&output).trim()), (1, pid.as_str()), "{output:?}");
    // A slip is pointed at beside the others.
    let output = run(&["ps", "-q", "ostler-t-smoe", &pid]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("did you mean \"ostler-t-some\" (1)?"), "{output:?}");
}

#[test]
fn the_others_are_stopped_and_waited_for() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let pid = fixture.sleeper("ostler-t-rest");
    let late = run(&["wait", "--timeout", "50ms", "ostler-zz-missing", "ostler-t-rest"]);
    assert_eq!(code(&late), 124);
    assert!(stderr(&late).starts_with(MISSING), "{late:?}");
    let stopped = run(&["kill", "--yes", "ostler-zz-missing", "ostler-t-rest"]);
    assert_eq!((code(&stopped), stderr(&stopped).as_str()), (1, MISSING));
    assert_eq!(stdout(&stopped), "1 process: ended by SIGTERM\n");
    assert!(!is_there(pid));
}

#[test]
fn every_port_that_nobody_listens_on() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let port = fixture.listener().to_string();
    for args in [&["port"][..], &["port", "--json"]] {
        let output = run(&[args, &["1", &port, "2"]].concat());
        assert_eq!(code(&output), 1);
        let said = "ostler: nobody listens on port 1\nnobody listens on port 2\n";
        assert_eq!(stderr(&output), said);
        assert!(stdout(&output).contains(&port));
    }
    assert_eq!(code(&run(&["port", &format!(":{port}")])), 0);
}

/// Words of other commands are no names: nothing is done about those that stand beside them.
#[test]
fn words_of_other_commands() {
    apart("words_of_other_commands", || {
        let scratch = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let pid = fixture.sleeper("ostler-t-slash");
        let number = pid.to_string();
        let path = scratch.path().join("ostler-t-slash");
        let path = path.to_str().unwrap();
        for (words, hint) in [
            (&["/f", "/im", "ostler-t-slash"][..], "`ostler kill --force ostler-t-slash`"),
            (&["/PID", &number, "/T"], &format!("`ostler kill --tree {number}`")),
            (&["/x", "ostler-t-slash"], "no such option: /x"),
            (&[path, "ostler-t-slash"], "--where 'exe == "),
            (&["./ostler-t-slash", &number], "--full ./ostler-t-slash"),
        ] {
            for command in [&["kill", "--yes"][..], &["suspend"], &["ps"], &["wait"], &["tree"]] {
                let output = run(&[command, words].concat());
                assert_eq!(code(&output), 2, "{command:?} {words:?}: {output:?}");
                assert!(stderr(&output).contains(hint), "{hint}: {}", stderr(&output));
                assert_eq!(Process::new(pid).unwrap().status().unwrap(), Status::Sleeping);
            }
        }
        // What the message says works.
        let expression = format!("exe == {path:?}");
        assert_eq!(stdout(&run(&["ps", "-q", "--where", &expression])).trim(), number);
        assert_eq!(stdout(&run(&["ps", "-q", "--full", "ostler-t-slash"])).trim(), number);
    });
}

/// With `--inverse` the words are those that are spared: one that is not there is a slip.
#[test]
fn nothing_is_done_to_the_others_of_a_slip() {
    apart("nothing_is_done_to_the_others_of_a_slip", || {
        let scratch = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let (spared, other) = (fixture.sleeper("ostler-t-spare"), fixture.sleeper("ostler-t-else"));
        for command in [&["kill", "--yes"][..], &["suspend"], &["resume"]] {
            let output = run(&[command, &["--inverse", "ostler-t-spaer"]].concat());
            assert_eq!(code(&output), 1, "{output:?}");
            assert!(stderr(&output).contains("nothing was done"), "{output:?}");
        }
        let status = Process::new(other).unwrap().status().unwrap();
        assert!(status == Status::Sleeping && is_there(spared));
        let output = run(&["kill", "--yes", "--inverse", "ostler-t-spare"]);
        assert_eq!(code(&output), 0, "{output:?}");
        assert!(is_there(spared) && !is_there(other));
    });
}

/// The command in a shell that has the pattern on its command line, too.
fn in_a_shell(script: &str) -> (std::process::Output, Duration) {
    let script =
        script.replace("OSTLER", &assert_cmd::cargo::cargo_bin!("ostler").to_string_lossy());
    let mut command = Command::new("timeout");
    command.args(["60", "sh", "-c", &script]).stdin(Stdio::null());
    let started = Instant::now();
    (command.output().unwrap(), started.elapsed())
}

#[test]
fn those_that_wait_for_the_command_are_not_waited_for() {
    // A pattern that fits nothing else on the machine.
    let pattern = format!("srv --host{}", std::process::id());
    for target in [
        format!("-f '{pattern}'"),
        format!("-f --newest '{pattern}'"),
        format!("--where 'command contains \"{pattern}\"'"),
    ] {
        let (output, time) = in_a_shell(&format!("OSTLER wait {target}; echo $?"));
        assert_eq!(stdout(&output), "1\n", "{output:?}");
        assert!(stderr(&output).contains("left alone") && time < Duration::from_secs(50));
    }
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let pid = fixture.sleeper("ostler-t-srv");
    // The one that is meant is found beside them, also as the newest of all.
    for newest in ["", "--newest"] {
        let script = format!("OSTLER wait --timeout 50ms -f {newest} 'ostler-t-srv 600'; echo $?");
        assert_eq!(stdout(&in_a_shell(&script).0), "124\n");
    }
    // One that runs at that moment stops a moment later.
    let script = format!(
        "OSTLER suspend -f 'ostler-t-srv 600' && \
         until OSTLER ps --no-header --fields status {pid} | grep stopped; do sleep 0.1; done; \
         OSTLER resume -f 'ostler-t-srv 600'"
    );
    let (output, _) = in_a_shell(&script);
    let expected = "1 process suspended\nstopped\n1 process resumed\n";
    assert_eq!(stdout(&output), expected, "{output:?}");
}

/// Named by its number it is meant.
#[test]
fn a_parent_that_is_named_is_waited_for() {
    let (output, _) = in_a_shell("OSTLER wait --timeout 50ms $$; echo $?");
    assert_eq!(stdout(&output), "124\n", "{output:?}");
}

#[test]
fn a_port_of_those_that_wait_for_the_command() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let started = Instant::now();
    let output = run(&["wait", "--timeout", "50s", &format!(":{port}")]);
    assert_eq!(code(&output), 1, "{output:?}");
    assert!(stderr(&output).contains("left alone"), "{output:?}");
    assert!(started.elapsed() < Duration::from_secs(40));
}

#[test]
fn json_stays_json() {
    let output = run(&["ps", "--json", "ostler-zz-missing", &std::process::id().to_string()]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["processes"].as_array().unwrap().len(), 1);
    assert_eq!(code(&output), 1);
}

/// The program of the listener: this one, told so by the environment.
#[test]
fn helper() {
    fixture::helper();
}
