//! That there is no such process, that we are not allowed to look, and that looking failed are three answers.

#![cfg(target_os = "linux")]

mod fixture;

use std::os::unix::process::CommandExt as _;
use std::process::{Command, Output, Stdio};

use fixture::Fixture;
use fixture::apart::apart;
use fixture::command::{code, is_there, ostler, run, stderr, stdout};
use serde_json::Value;

/// The commands that look for processes, without harm to any.
const COMMANDS: [&[&str]; 9] = [
    &["ps"],
    &["ps", "-q"],
    &["ps", "--count"],
    &["ps", "--json"],
    &["tree"],
    &["kill", "--dry-run"],
    &["wait", "--timeout", "10ms"],
    &["suspend", "--dry-run"],
    &["resume", "--dry-run"],
];

fn mount(from: &str, at: &str, options: &[&str]) {
    let mounted = Command::new("mount").args(options).args([from, at]).output().unwrap();
    assert!(mounted.status.success(), "{mounted:?}");
}

/// Lets a file of a process fail with EIO: by one whose first byte is not to be read, as long as this process is there.
fn break_file(pid: i32, file: &str) {
    let memory = format!("/proc/{}/mem", std::process::id());
    mount(&memory, &format!("/proc/{pid}/{file}"), &["--bind"]);
}

fn is_superuser() -> bool {
    // In a user namespace there may be no other user.
    let is = Command::new("true").uid(65534).gid(65534).status().is_ok();
    if !is {
        eprintln!("skipped: needs the superuser, to be another user");
    }
    is
}

/// The command as another user runs it.
fn as_nobody(args: &[&str]) -> Output {
    let copy = tempfile::Builder::new().prefix("ostler").tempdir_in("/tmp").unwrap();
    let binary = copy.path().join("ostler");
    let copied =
        Command::new("cp").arg(assert_cmd::cargo::cargo_bin!("ostler")).arg(&binary).status();
    assert!(copied.unwrap().success());
    ostler::os::chmod(copy.path(), 0o755).unwrap();
    let mut command = Command::new(&binary);
    command.args(args).stdin(Stdio::null()).current_dir("/").uid(65534).gid(65534);
    command.output().unwrap()
}

#[test]
fn nothing_found_where_some_are_not_ours_to_read() {
    apart("nothing_found_where_some_are_not_ours_to_read", || {
        if !is_superuser() {
            return;
        }
        let scratch = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let pid = fixture.sleeper("ostler-t-theirs");
        for args in COMMANDS {
            let secret = [args, &["--env", "OSTLER_T=none"]].concat();
            let output = as_nobody(&secret);
            assert_eq!(code(&output), 3, "{secret:?}: {output:?}");
            let said = stderr(&output);
            assert!(said.contains("environ") && said.contains("try again with sudo"), "{said}");
            // What is known of each is an answer.
            let output =
                as_nobody(&[args, &["--where", "name == nosuch and environ.X == y"]].concat());
            assert_eq!(code(&output), 1, "{args:?}: {output:?}");
            // By the superuser all can be looked at.
            assert_eq!(code(&run(&secret)), 1, "{secret:?}");
        }
        // Of several words each has its own answer.
        let number = pid.to_string();
        let output = as_nobody(&["ps", "-q", "--env", "OSTLER_T=none", &number, "5000000"]);
        assert_eq!(code(&output), 3, "{output:?}");
        assert!(stderr(&output).contains("no process matches 5000000"), "{output:?}");
        assert!(!stderr(&output).contains("left out"), "{output:?}");
        let json = as_nobody(&["ps", "--json", "--env", "OSTLER_T=none", "ostler-t-theirs"]);
        let json: Value = serde_json::from_slice(&json.stdout).unwrap();
        assert_eq!(json["undecided"][0]["pid"], pid);
        assert!(json["undecided"][0]["error"].as_str().unwrap().contains("environ"));
    });
}

#[test]
fn those_that_were_left_out_are_counted() {
    apart("those_that_were_left_out_are_counted", || {
        if !is_superuser() {
            return;
        }
        let scratch = tempfile::tempdir().unwrap();
        ostler::os::chmod(scratch.path(), 0o755).unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let theirs = fixture.sleeper("ostler-t-left");
        let mut command = fixture.program("sleep", "ostler-t-left");
        let ours = fixture.start(command.arg("600").uid(65534).gid(65534));
        let targets = ["--env", "RECIPE=yes", "ostler-t-left"];
        let output = as_nobody(&[&["ps", "-q"][..], &targets].concat());
        assert_eq!((code(&output), stdout(&output)), (0, format!("{ours}\n")), "{output:?}");
        assert!(stderr(&output).contains("left out: 1 process"), "{output:?}");
        let quiet = as_nobody(&[&["kill", "--dry-run", "--quiet"][..], &targets].concat());
        assert_eq!((code(&quiet), stderr(&quiet).as_str()), (0, ""), "{quiet:?}");
        for command in
            [&["ps", "--json"][..], &["kill", "--dry-run", "--json"], &["tree", "--json"]]
        {
            let output = as_nobody(&[command, &targets].concat());
            let json: Value = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!(json["undecided"][0]["pid"], theirs, "{output:?}");
            // The key is always there.
            let json: Value =
                serde_json::from_slice(&run(&[command, &targets].concat()).stdout).unwrap();
            assert_eq!(json["undecided"], serde_json::json!([]));
        }
        let killed = as_nobody(&[&["kill", "--yes"][..], &targets].concat());
        assert_eq!(code(&killed), 0, "{killed:?}");
        assert!(is_there(theirs) && !is_there(ours));
    });
}

#[test]
fn what_could_not_be_read_is_not_what_is_not_there() {
    apart("what_could_not_be_read_is_not_what_is_not_there", || {
        let scratch = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let (broken, fine) = (fixture.sleeper("ostler-t-eio"), fixture.sleeper("ostler-t-fine"));
        break_file(broken, "comm");
        break_file(broken, "stat");
        for args in COMMANDS {
            let output = run(&[args, &["ostler-t-eio"]].concat());
            assert_eq!(code(&output), 4, "{args:?}: {output:?}");
            let said = stderr(&output);
            assert!(said.contains("Input/output error") && !said.contains("sudo"), "{said}");
        }
        let output = run(&["ps", "-q", "ostler-t-fine"]);
        assert_eq!((code(&output), stdout(&output)), (0, format!("{fine}\n")), "{output:?}");
        assert!(stderr(&output).contains("left out: 1 process"), "{output:?}");
        // One that is named by its number needs no name.
        let number = broken.to_string();
        assert_eq!(stdout(&run(&["ps", "-q", &number])).trim(), number);
    });
}

#[test]
fn what_is_shown_says_why_it_is_not() {
    apart("what_is_shown_says_why_it_is_not", || {
        let scratch = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let pid = fixture.sleeper("ostler-t-show");
        break_file(pid, "cgroup");
        let number = pid.to_string();
        let shown = stdout(&run(&["show", &number]));
        let (_, unreadable) = shown.split_once("Not readable").unwrap();
        assert!(
            unreadable.contains("Input/output error") && !unreadable.contains("sudo"),
            "{shown}"
        );
        assert!(!unreadable.contains("not even root"), "{shown}");
        let json: Value =
            serde_json::from_slice(&run(&["show", "--json", &number]).stdout).unwrap();
        assert!(
            json["unreadable"]["cgroup"].as_str().unwrap().contains("Input/output error"),
            "{json}"
        );
        let me = std::process::id().to_string();
        let json = run(&["show", "--json", "--threads", &me]);
        let json: Value = serde_json::from_slice(&json.stdout).unwrap();
        assert_eq!(json["unreadable"], serde_json::json!({}));
        if is_superuser() {
            let shown = stdout(&as_nobody(&["show", &number]));
            assert!(shown.contains("it belongs to another user: try again with sudo"), "{shown}");
        }
    });
}

#[test]
fn without_proc() {
    apart("without_proc", || {
        mount("none", "/proc", &["-t", "tmpfs"]);
        for args in COMMANDS {
            let output = run(&[args, &["ostler-t-nobody"]].concat());
            assert_eq!(code(&output), 4, "{args:?}: {output:?}");
        }
        for args in [&["port", "1"][..], &["port"], &["port", "--json", "1", "2"], &["ps", ":1"]] {
            let output = run(args);
            assert_eq!(code(&output), 4, "{args:?}: {output:?}");
            assert!(!stderr(&output).contains("nobody listens"), "{output:?}");
        }
    });
}

/// Groups and sessions of another PID namespace have no number here, and are not all one.
#[test]
fn a_group_of_another_namespace() {
    apart("a_group_of_another_namespace", || {
        let scratch = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let pid = fixture.sleeper("ostler-t-group");
        for option in ["--pgroup=0", "--session=0"] {
            let output = run(&["kill", "--yes", option, "ostler-t-group"]);
            assert_eq!(code(&output), 4, "{output:?}");
            assert!(stderr(&output).contains("another PID namespace"), "{output:?}");
        }
        assert_eq!(code(&run(&["ps", "--pgroup=4711"])), 1);
        assert!(is_there(pid));
    });
}

/// Names that are ours, and names that are a process's own.
#[test]
fn in_whose_namespaces_names_are_taken() {
    apart("in_whose_namespaces_names_are_taken", || {
        let scratch = tempfile::tempdir().unwrap();
        let dir = scratch.path().join("dir");
        std::fs::create_dir(&dir).unwrap();
        std::fs::write(dir.join("file"), "").unwrap();
        let path = dir.join("file");
        let path = path.to_str().unwrap();
        // It has another file by this path.
        let script = format!(
            "mount -t tmpfs none {0} && exec 9> {0}/file && echo && sleep 600",
            dir.display()
        );
        let mut child = Command::new("unshare")
            .args(["--mount", "sh", "-c", &script])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = [0];
        std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut line).unwrap();
        let pid = child.id().to_string();
        let ours = run(&["ps", "-q", "--open-file", path]);
        let inside = run(&["ps", "-q", "--open-file", path, "--inside"]);
        let there = stdout(&inside).lines().any(|found| found == pid);
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!((code(&ours), stdout(&ours).as_str()), (1, ""), "{ours:?}");
        assert!(there, "{inside:?}");
    });
}

/// The first or the last of several cannot be told where it is not known of one when it was started.
#[test]
fn neither_the_first_nor_the_last() {
    apart("neither_the_first_nor_the_last", || {
        let scratch = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let pids = [(); 3].map(|()| fixture.sleeper("ostler-t-when"));
        break_file(pids[1], "stat");
        for option in ["--newest", "--oldest", "--keep=1"] {
            let output = run(&["kill", "--yes", option, "ostler-t-when"]);
            assert_eq!(code(&output), 4, "{option}: {output:?}");
        }
        assert!(pids.iter().all(|pid| std::path::Path::new(&format!("/proc/{pid}")).exists()));
        assert!(is_there(pids[0]) && is_there(pids[2]));
    });
}

#[test]
fn a_tree_that_cannot_be_told_is_no_smaller_one() {
    apart("a_tree_that_cannot_be_told_is_no_smaller_one", || {
        let scratch = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::new(scratch.path());
        let root = fixture.tree("ostler-t-branch", 1);
        let child = ostler::process::Process::new(root).unwrap().children(false).unwrap()[0];
        break_file(child.pid(), "stat");
        for args in [
            &["kill", "--tree", "--dry-run"][..],
            &["kill", "--tree", "-TERM"],
            &["suspend", "--tree"],
        ] {
            let output = ostler(args).arg(root.to_string()).output().unwrap();
            assert_eq!(code(&output), 4, "{args:?}: {output:?}");
            assert!(is_there(root), "{args:?}");
        }
    });
}
