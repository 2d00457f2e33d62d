//! `ps`, `kill`, `wait`, `tree`, `show`, `port`, `suspend`, `resume` on processes started here.

#![cfg(target_os = "linux")]

mod fixture;

use std::ffi::OsStr;
use std::io::Read as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use fixture::Fixture;
use fixture::command::{code, is_there, on_a_terminal, ostler, run, stderr, stdout};
use serde_json::Value;

#[test]
fn one_meaning_everywhere() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let pids: Vec<i32> = (0..4).map(|_| fixture.sleeper("ostler-t-one")).collect();
    let mut expected = pids.clone();
    expected.sort_unstable();
    let users = format!("root,{}", ostler::os::geteuid());
    for selection in [
        &["ostler-t-one"][..],
        &["--exact", "ostler-t-one"],
        &["--contains", "ler-t-on"],
        &["--glob", "ostler-t-o?e"],
        &["--regex", "^ostler-t-one$"],
        &["--ignore-case", "OSTLER-T-ONE"],
        &["--full", "ostler-t-one 600"],
        &["--where", "name == 'ostler-t-one' and age < 1h and rss > 0"],
        &["--fi", "IMAGENAME eq OSTLER-T-ONE.EXE"],
        &["--where", "Name = 'Ostler-T-One.exe' AND ThreadCount < 9"],
        &["--where", "select * from Win32_Process where name like 'OSTLER-T-[m-o]n_'"],
        &["--runstates", "S", "ostler-t-one"],
        &["--euid", &users, "ostler-t-one"],
        &["--younger-than", "1h", "ostler-t-one"],
        &["--env", "RECIPE=yes", "ostler-t-one"],
        &["--pgroup", "0", "ostler-t-one"],
        &["--ignore-ancestors", "ostler-t-one"],
        &["--session", "0", "ostler-t-one"],
    ] {
        let number = match selection[0] {
            "--session" => ostler::os::getsid(0).unwrap(),
            "--pgroup" => ostler::os::getpgrp(),
            _ => 1,
        };
        // It is 0 where these tests were started from another PID namespace.
        if number == 0 {
            let ps = run(&[&["ps", "--quiet"], selection].concat());
            assert!(stderr(&ps).contains("in another PID namespace: it has no number here"));
            assert_eq!((stdout(&ps).as_str(), code(&ps)), ("", 4));
            continue;
        }
        let ps = run(&[&["ps", "--quiet", "--delimiter", ","], selection].concat());
        let mut found: Vec<i32> =
            stdout(&ps).trim().split(',').filter_map(|pid| pid.parse().ok()).collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{selection:?}: {ps:?}");
        let kill = run(&[&["kill", "--dry-run"], selection].concat());
        let listed = pids.iter().filter(|pid| stdout(&kill).contains(&pid.to_string())).count();
        assert_eq!((listed, code(&kill)), (4, 0), "{selection:?}");
        let wait = run(&[&["wait", "--timeout", "10ms"], selection].concat());
        assert_eq!(
            (code(&wait), stderr(&wait).as_str()),
            (124, "ostler: 4 processes still there\n"),
            "{selection:?}"
        );
    }
    let me = std::process::id().to_string();
    for (selection, count) in [
        (vec!["--newest", "ostler-t-one"], "1"),
        (vec!["--oldest", "ostler-t-one"], "1"),
        (vec!["--parent", &me, "ostler-t-one"], "4"),
        (vec!["--ns", &me, "--nslist", "net,pid", "ostler-t-one"], "4"),
        (vec!["--older-than", "1h", "ostler-t-one"], "0"),
        (vec!["--inverse", "--where", "not name == 'ostler-t-one'"], "4"),
        (vec!["--terminal", "pts/9999", "ostler-t-one"], "0"),
        (vec!["--cgroup", "/no/such", "ostler-t-one"], "0"),
    ] {
        let output = run(&[&["ps", "--count"], &selection[..]].concat());
        assert_eq!(stdout(&output).trim(), count, "{selection:?}");
        assert_eq!(code(&output), i32::from(count == "0"));
    }
    let file = scratch.path().join("open");
    std::fs::write(&file, "").unwrap();
    let held = std::fs::File::open(&file).unwrap();
    let output = run(&["ps", "--quiet", "--open-file", file.to_str().unwrap()]);
    assert_eq!(stdout(&output).trim(), me);
    drop(held);
}

#[test]
fn shapes_of_output() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let pid = fixture.sleeper("ostler-t-shape");
    let json = run(&["ps", "--json", "ostler-t-shape"]);
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    let process = &json["processes"][0];
    assert_eq!(
        (process["pid"].as_i64(), process["name"].as_str()),
        (Some(pid.into()), Some("ostler-t-shape"))
    );
    assert_eq!(process["cmdline"], serde_json::json!(["ostler-t-shape", "600"]));
    assert_eq!(process["status"], "sleeping");
    assert!(
        process["memory_info"]["rss"].as_u64().unwrap() > 0
            && process["create_time"].as_f64().unwrap() > 1.6e9
    );
    let csv = run(&["ps", "--csv", "--fields", "pid,name,command", "ostler-t-shape"]);
    assert_eq!(
        stdout(&csv),
        format!("pid,name,command\r\n{pid},ostler-t-shape,ostler-t-shape 600\r\n")
    );
    let names = run(&["ps", "--list-name", "ostler-t-shape"]);
    assert_eq!(stdout(&names), format!("{pid} ostler-t-shape\n"));
    let full = run(&["ps", "--list-full", "ostler-t-shape"]);
    assert_eq!(stdout(&full), format!("{pid} ostler-t-shape 600\n"));
    let added = run(&["ps", "--fields", "+ppid", "--sort", "-rss", "ostler-t-shape"]);
    assert!(stdout(&added).lines().next().unwrap().contains("PPID"), "{}", stdout(&added));
    let parts = run(&["ps", "--no-header", "--fields", "memory_info.rss,pid", "ostler-t-shape"]);
    assert!(stdout(&parts).contains("iB"));
    let threads = run(&["ps", "--threads", "ostler-t-shape"]);
    assert_eq!(stdout(&threads).lines().count(), 2);
    let tree = run(&["tree", "--json", "ostler-t-shape"]);
    let tree: Value = serde_json::from_slice(&tree.stdout).unwrap();
    let mut at = &tree["processes"][0];
    while at["pid"].as_i64() != Some(pid.into()) {
        at = &at["children"][0];
    }
    let drawn = run(&["ps", "--tree", "--fields", "pid,command", "--all"]);
    assert!(stdout(&drawn).contains("ostler-t-shape 600"));
    let show = run(&[
        "show",
        "--files",
        "--sockets",
        "--env",
        "--threads",
        "--maps",
        "--json",
        &pid.to_string(),
    ]);
    let show: Value = serde_json::from_slice(&show.stdout).unwrap();
    assert!(show["environ"].as_array().unwrap().contains(&"RECIPE=yes".into()));
    assert_eq!(show["threads"][0]["id"].as_i64(), Some(pid.into()));
    assert!(stdout(&run(&["show", &pid.to_string()])).contains("ostler-t-shape"));
    assert_eq!(code(&run(&["show", "999999999"])), 1);
    let help = run(&["ps", "--fields", "help"]);
    assert!(stdout(&help).lines().count() > 60);
    assert_eq!(code(&run(&["ps", "--fields", "rrs"])), 2);
    let watch = ostler(&["ps", "--watch", "0.05", "ostler-t-shape"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut watch = watch;
    let mut text = [0; 512];
    let mut seen = String::new();
    let mut out = watch.stdout.take().unwrap();
    while seen.matches("PID").count() < 2 {
        let got = out.read(&mut text).unwrap();
        assert!(got > 0);
        seen.push_str(&String::from_utf8_lossy(&text[..got]));
    }
    watch.kill().unwrap();
    watch.wait().unwrap();
}

#[test]
fn names_that_would_hurt_a_terminal() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let mut command = fixture.program("sleep", "ostler-t-odd");
    command.arg0(OsStr::from_bytes(b"ostler-t-odd\n\x1b[31m\xff"));
    let pid = fixture.start(command.arg("600")).to_string();
    let output = run(&["ps", &pid]);
    assert!(
        !output.stdout.contains(&0x1b) && stdout(&output).lines().count() == 2,
        "{}",
        stdout(&output)
    );
    assert!(stdout(&output).contains("ostler-t-odd\\n\\u{1b}[31m"));
    let csv = run(&["ps", "--csv", "--fields", "pid,command", &pid]);
    assert!(stdout(&csv).contains("\"ostler-t-odd\n"));
    let json = run(&["ps", "--json", "--fields", "command", &pid]);
    assert!(serde_json::from_slice::<Value>(&json.stdout).is_ok());
    let name = run(&["kill", &pid, "--where", "cmdline endswith '\\xff'", "--echo"]);
    assert_eq!(code(&name), 0, "{}", stderr(&name));
}

/// A name is one name, whatever it looks like.
#[test]
fn names_of_sockets_with_newlines() {
    let dir = tempfile::tempdir_in("/tmp").unwrap();
    let dir = dir.path().canonicalize().unwrap();
    let path = dir.join("x\ny");
    let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let pid = std::process::id().to_string();
    let output = run(&["show", &pid, "--sockets"]);
    let shown = stdout(&output);
    let lines: Vec<&str> =
        shown.lines().filter(|line| line.contains(dir.to_str().unwrap())).collect();
    let [line] = lines[..] else { panic!("{shown}") };
    assert!(line.contains(r"x\ny raddr=- status=LISTEN"), "{line}");
    let query = format!("net_connections.laddr == '{}' and pid == {pid}", path.display());
    assert_eq!(stdout(&run(&["ps", "--quiet", "--where", &query])), format!("{pid}\n"));
}

#[test]
fn patterns_are_asked_about() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let pid = fixture.sleeper("ostler-t-ask");
    let refused = run(&["kill", "ostler-t-ask"]);
    assert_eq!(code(&refused), 2);
    assert!(stderr(&refused).contains("say --yes") && stderr(&refused).contains(&pid.to_string()));
    assert_eq!(code(&run(&["kill"])), 2);
    assert_eq!(code(&run(&["kill", "--interactive", "ostler-t-ask"])), 2);
    assert_eq!(code(&run(&["kill", "--dry-run", "ostler-t-ask"])), 0);
    assert!(is_there(pid));
    let (status, said) = on_a_terminal(&["kill", "ostler-t-ask"], &[("[y/N]", "n\n")]);
    assert!(is_there(pid) && status == 1, "{status}: {said}");
    let (status, said) =
        on_a_terminal(&["kill", "--interactive", "ostler-t-ask"], &[("[y/N]", "y\n")]);
    assert!(!is_there(pid) && status == 0, "{status}: {said}");
}

#[test]
fn what_is_left_alone() {
    let scratch = tempfile::tempdir().unwrap();
    let fixture = Fixture::new(scratch.path());
    // A shell that asks for every shell of its name to be ended, and so for itself.
    let mut shell = fixture.program("sh", "ostler-t-shell");
    let binary = assert_cmd::cargo::cargo_bin!("ostler");
    shell.arg("-c").arg(format!("'{}' kill --yes ostler-t-shell; echo $?", binary.display()));
    let output = shell.stdin(Stdio::null()).output().unwrap();
    assert_eq!(stdout(&output), "1\n");
    assert!(
        stderr(&output).contains("left alone") && stderr(&output).contains("was started by it"),
        "{}",
        stderr(&output)
    );
    let kernel = run(&["kill", "--dry-run", "--where", "kernel_thread or pid < 2"]);
    assert_eq!(code(&kernel), 1);
    assert!(stderr(&kernel).contains("left alone: 1, "), "{}", stderr(&kernel));
    let named = run(&["kill", "--dry-run", "1"]);
    assert_eq!(code(&named), 0);
}

#[test]
fn other_users_processes() {
    if ostler::os::geteuid() != 0 {
        println!("skipped: needs the superuser, to be somebody else");
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let theirs = fixture.sleeper("ostler-t-theirs");
    let mut command = fixture.program("sleep", "ostler-t-theirs");
    // Where an ordinary user can get at it.
    let copy = tempfile::Builder::new().prefix("ostler").tempdir_in("/tmp").unwrap();
    let binary = copy.path().join("ostler");
    std::fs::copy(assert_cmd::cargo::cargo_bin!("ostler"), &binary).unwrap();
    for path in [copy.path(), scratch.path()] {
        ostler::os::chmod(path, 0o755).unwrap();
    }
    let ours = fixture.start(command.arg("600").uid(65534).gid(65534));
    let output = Command::new(&binary)
        .args(["kill", "--yes", "--echo", "ostler-t-theirs"])
        .stdin(Stdio::null())
        .current_dir("/")
        .uid(65534)
        .gid(65534)
        .output()
        .unwrap();
    assert_eq!(code(&output), 3, "{}", stderr(&output));
    assert!(
        stderr(&output).contains(&format!("{theirs} ostler-t-theirs: refused")),
        "{}",
        stderr(&output)
    );
    assert!(stderr(&output).contains("sudo"));
    assert!(
        stdout(&output).contains(&format!("{ours} ostler-t-theirs: ended by SIGTERM")),
        "{}",
        stdout(&output)
    );
    assert!(is_there(theirs) && !is_there(ours));
}

#[test]
fn reports_and_exit_statuses() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let deaf = fixture.script("ostler-t-deaf", "trap '' TERM");
    let sent =
        run(&["kill", "--signal", "TERM", "--wait", "--timeout", "100ms", &deaf.to_string()]);
    assert_eq!(code(&sent), 124);
    let ended = run(&["kill", "--grace", "100ms", "--json", &deaf.to_string()]);
    let json: Value = serde_json::from_slice(&ended.stdout).unwrap();
    assert_eq!((json["processes"][0]["signal"].as_str(), code(&ended)), (Some("SIGKILL"), 0));
    for (args, status) in [
        (&["kill", "--quiet", "ostler-t-nobody"][..], 1),
        (&["kill", "-NOSUCH", "1"], 2),
        (&["kill", "--signal", "99", "999999999"], 1),
        (&["ps", ":http"], 2),
        (&["ps", "--euid", "no-such-user"], 2),
        (&["ps", "--regex", "("], 2),
        (&["ps", "--runstates", "Q1"], 2),
        (&["ps", "--older-than", "soon"], 2),
        (&["ps", "--pidfile", "/no/such/file"], 2),
        (&["ps", "--logpidfile", "--pidfile", "/etc/passwd"], 2),
        (&["wait"], 2),
        (&["suspend"], 2),
        (&["wait", "ostler-t-nobody"], 1),
        (&["port", "1"], 1),
        (&["kill", "--count", "--dry-run", "ostler-t-nobody"], 1),
    ] {
        let output = run(args);
        assert_eq!(code(&output), status, "{args:?}: {}", stderr(&output));
    }
    let locked = scratch.path().join("pid");
    let pid = fixture.sleeper("ostler-t-pidfile");
    std::fs::write(&locked, pid.to_string()).unwrap();
    let path = locked.to_str().unwrap();
    assert_eq!(code(&run(&["ps", "--logpidfile", "--pidfile", path])), 2);
    let file = std::fs::File::open(&locked).unwrap();
    file.lock_shared().unwrap();
    assert_eq!(
        stdout(&run(&["ps", "--quiet", "--logpidfile", "--pidfile", path])),
        format!("{pid}\n")
    );
    let hup = run(&["kill", "-HUP", &pid.to_string()]);
    assert_eq!(stdout(&hup), "1 process: was sent SIGHUP\n");
}

#[test]
fn a_reader_that_has_had_enough() {
    let mut command = ostler(&["ps", "--all", "--fields", "pid,environ,maps,command"]);
    command.args(["--fields", "command"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(stderr(&output).is_empty() || output.status.code() == Some(2), "{}", stderr(&output));
}

#[test]
fn nothing_happens_in_a_dry_run() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let root = fixture.tree("ostler-t-dry", 2);
    // With all that a tree takes along.
    for args in [&["kill", "--dry-run", "--tree"][..], &["suspend", "--dry-run", "--tree"]] {
        let output = run(&[args, &["ostler-t-dry"]].concat());
        assert_eq!((stdout(&output).lines().count(), code(&output)), (4, 0), "{}", stdout(&output));
    }
    let output = run(&["kill", "--dry-run", "--tree", "--json", "ostler-t-dry"]);
    let listed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(listed["processes"].as_array().unwrap().len(), 3);
    assert_eq!(listed["processes"][0]["outcome"], "listed");
    // Also of one that was picked.
    let (status, said) =
        on_a_terminal(&["kill", "--dry-run"], &[("Stop which?", "ostler-t-dry"), ("1 of", "\r")]);
    assert!(status == 0 && is_there(root), "{said}");
    assert!(said.rsplit("1049l").next().unwrap().contains(&root.to_string()), "{said}");
    let (status, said) = on_a_terminal(&["kill", "--keep", "1"], &[]);
    assert_eq!(status, 2, "{said}");
}

#[test]
fn asked_for_each_named_by_its_number_too() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let pid = fixture.sleeper("ostler-t-each").to_string();
    assert_eq!(code(&run(&["kill", "--interactive", &pid])), 2);
    let (status, said) = on_a_terminal(&["kill", "--interactive", &pid], &[("[y/N]", "n\n")]);
    assert!(status == 1 && is_there(pid.parse().unwrap()), "{said}");
}

#[test]
fn an_empty_name_is_nobody() {
    for mode in ["--exact", "--contains", "--regex", "--full", "--glob"] {
        for command in ["ps", "kill", "wait", "suspend", "tree"] {
            let output = run(&[command, mode, ""]);
            assert_eq!(code(&output), 2, "{command} {mode}: {}", stderr(&output));
        }
    }
}

#[test]
fn a_reader_that_has_had_enough_changes_nothing_about_what_is_done() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let pid = fixture.sleeper("ostler-t-deaf").to_string();
    let unheard = |args: &[&str]| {
        let mut child = ostler(args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        drop(child.stdout.take());
        child.wait().unwrap().code()
    };
    let gone = fixture.sleeper("ostler-t-brief").to_string();
    let wait = ostler(&["wait", "--timeout", "3s", &pid, &gone]).stdout(Stdio::piped()).spawn();
    let mut wait = wait.unwrap();
    drop(wait.stdout.take());
    // It has both by then.
    let held = format!("/proc/{}/fd", wait.id());
    let is_one = |path: std::path::PathBuf| {
        std::fs::read_link(path).is_ok_and(|file| file.to_string_lossy().contains("pidfd"))
    };
    fixture::until("the wait", || {
        let files = std::fs::read_dir(&held).into_iter().flatten().flatten();
        files.filter(|file| is_one(file.path())).count() >= 2
    });
    assert_eq!(unheard(&["kill", "--echo", &gone]), Some(0));
    assert_eq!(wait.wait().unwrap().code(), Some(124));
    assert_eq!(unheard(&["kill", "--count", "--yes", "ostler-t-deaf"]), Some(0));
    assert!(!is_there(pid.parse().unwrap()));
}

#[test]
fn thousands_of_numbers() {
    let me = std::process::id();
    let numbers: Vec<String> = (0..20_000).map(|number| (5_000_000 + number).to_string()).collect();
    let mut args: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let started = Instant::now();
    let output = run(&[&["ps"], &args[..]].concat());
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).len() < 1000, "{}", stderr(&output));
    let me = me.to_string();
    args.push(&me);
    assert_eq!(stdout(&run(&[&["ps", "-q"], &args[..]].concat())).trim(), me);
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

#[test]
fn one_of_several_is_gone() {
    let me = std::process::id().to_string();
    let output = run(&["show", &me, "5000000"]);
    assert_eq!(code(&output), 1);
    assert!(stdout(&output).contains(&me) && stderr(&output).contains("5000000"));
    let output = run(&["show", "--json", &me, "5000000"]);
    let shown: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(shown["processes"][0]["pid"], std::process::id());
}

#[test]
fn helper() {
    fixture::helper();
}
