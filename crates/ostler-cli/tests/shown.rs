//! What of a process is shown, and how: names that would act on a terminal, shares of a processor, limits.

#![cfg(target_os = "linux")]

mod fixture;

use fixture::apart::apart;
use fixture::command::{on_a_terminal, ostler, run, stderr, stdout};
use fixture::{Fixture, until};
use serde_json::Value;

/// A quote, a backslash, an escape sequence, a control of the second set, an invisible space.
const NAME: &str = "t\"\\\x1b[7m\u{9b}\u{200b}";

#[test]
fn json_has_the_name_itself_and_no_control() {
    apart("json_has_the_name_itself_and_no_control", || {
        let scratch = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let pid = fixture.sleeper(NAME);
        let pid = pid.to_string();
        for (args, list) in [
            (&["ps", "--json", &pid][..], "processes"),
            (&["kill", "--dry-run", "--json", &pid], "processes"),
            (&["kill", "--signal", "0", "--json", &pid], "processes"),
            (&["kill", "--yes", "--json", &pid], "processes"),
        ] {
            let output = run(args);
            let text = stdout(&output);
            assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{args:?}: {text}");
            let json: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(json[list][0]["name"], NAME, "{args:?}: {}", stderr(&output));
        }
    });
}

#[test]
fn csv_is_raw_in_a_file_and_escaped_on_a_terminal() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let pid = fixture.sleeper("t\x1b[7m\u{feff}csv").to_string();
    let args = ["ps", "--csv", "--fields", "name", &pid];
    assert_eq!(stdout(&run(&args)), "name\r\nt\x1b[7m\u{feff}csv\r\n");
    let (_, said) = on_a_terminal(&args, &[]);
    assert!(said.contains("t\\u{1b}[7m\\u{feff}csv"), "{said:?}");
    let (_, said) = on_a_terminal(&["kill", "no\x1b[7msuch"], &[]);
    assert!(said.contains("no\\u{1b}[7msuch") && !said.contains("\x1b[7m"), "{said:?}");
}

#[test]
fn watched_the_share_is_that_since_the_look_before() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    // It works, and sleeps from then on.
    let work = "i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done";
    let pid = fixture.script("ostler-t-share", work).to_string();
    let since_start = run(&["ps", "--csv", "--no-header", "--fields", "cpu_percent", &pid]);
    assert!(stdout(&since_start).trim().parse::<f64>().unwrap() > 10.0);
    assert!(stdout(&run(&["ps", "--fields", "pid,cpu_percent", &pid])).contains(" %CPU\n"));
    let file = scratch.path().join("looks");
    let mut child = ostler(&["ps", "--watch", "0.2", "--csv", "--no-header"])
        .args(["--fields", "cpu_percent", &pid])
        .stdout(std::fs::File::create(&file).unwrap())
        .spawn()
        .unwrap();
    let looks = || std::fs::read_to_string(&file).unwrap();
    until("four looks", || looks().lines().count() >= 4);
    child.kill().unwrap();
    child.wait().unwrap();
    for look in looks().lines().take(4) {
        assert!(look.parse::<f64>().unwrap() < 10.0, "{}", looks());
    }
}

#[test]
fn limits_are_in_their_units() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let mut command = fixture.program("sh", "ostler-t-limits");
    let script = "ulimit -Sn 20; ulimit -St 90; ulimit -Sc 0; ulimit -f 2048; echo; exec sleep 600";
    let pid = fixture.start(command.args(["-c", script])).to_string();
    until("the limits", || stdout(&run(&["show", &pid])).contains("nofile=20/"));
    let shown = stdout(&run(&["show", &pid]));
    let line = shown.lines().find(|line| line.trim_start().starts_with("rlimits")).unwrap();
    for limit in ["cpu=1m30s/unlimited", "fsize=1.0 MiB", "core=0 B/", "as=unlimited"] {
        assert!(line.contains(limit), "{limit}: {line}");
    }
    let json: Value = serde_json::from_str(&stdout(&run(&["show", "--json", &pid]))).unwrap();
    let limits = &json["rlimits"];
    assert_eq!(
        (&limits["nofile"][0], &limits["cpu"]),
        (&20.into(), &serde_json::json!([90.0, null]))
    );
}
