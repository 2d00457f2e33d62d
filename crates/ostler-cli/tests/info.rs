//! The command as a user runs it: what it prints, what it exits with.

#![cfg(unix)]

use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn ostler(args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("ostler"));
    command.args(args).stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> Output {
    ostler(args).output().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn json(args: &[&str]) -> Value {
    let output = run(args);
    assert!(output.status.success(), "{}", stderr(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn uname(flag: &str) -> String {
    let output = Command::new("uname").arg(flag).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

#[test]
fn info_for_people() {
    let output = run(&["info"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    for heading in
        ["System", "Processors", "Identity", "Limits", "Terminal", "Clocks", "Capabilities"]
    {
        assert!(text.lines().any(|line| line.starts_with(heading)), "{heading}\n{text}");
    }
    assert!(text.contains(&uname("-r")), "{text}");
    // Not a terminal: no colours, and nothing that needs one.
    assert!(!text.contains('\x1b'), "{text}");
    assert!(text.contains("not a terminal"), "{text}");
}

#[test]
fn info_for_scripts() {
    let info = json(&["info", "--json"]);
    assert_eq!(info["system"]["release"], uname("-r").as_str());
    assert_eq!(info["system"]["machine"], uname("-m").as_str());
    assert_eq!(info["system"]["name"], uname("-s").as_str());
    assert_eq!(info["system"]["node"], uname("-n").as_str());
    assert_eq!(info["system"]["bits"], format!("{}bit", usize::BITS));
    assert_eq!(info["system"]["platform"], stdout(&run(&["platform"])).trim_end());
    if let Ok(text) = std::fs::read_to_string("/etc/os-release") {
        let distribution = info["system"]["distribution"]["ID"].as_str().unwrap();
        assert!(text.contains(&format!("ID={distribution}")) || text.contains(distribution));
    }
    // What is about other systems is not there at all.
    for other in ["windows", "ios", "android"] {
        assert_eq!(info["system"].get(other), None);
    }
    let cpus = std::thread::available_parallelism().unwrap().get();
    assert!(info["processors"]["online"].as_u64().unwrap() as usize >= cpus);
    let id = Command::new("id").arg("-u").output().unwrap();
    let id: u64 = String::from_utf8(id.stdout).unwrap().trim().parse().unwrap();
    assert_eq!(info["identity"]["uid"]["effective"], id);
    assert_eq!(info["identity"]["ppid"], std::process::id());
    let files = info["limits"].as_array().unwrap();
    assert!(files.iter().any(|limit| limit["name"] == "RLIMIT_NOFILE"));
    assert!(info["capabilities"]["dir_fd"].as_array().unwrap().contains(&"open".into()));
    assert_eq!(info["terminal"]["stdin"], Value::Null);
}

#[test]
fn the_tables_agree_with_getconf() {
    let conf = json(&["info", "conf", "--json"]);
    for (ours, theirs) in [("SC_PAGESIZE", "PAGESIZE"), ("SC_CLK_TCK", "CLK_TCK")] {
        let Ok(output) = Command::new("getconf").arg(theirs).output() else {
            eprintln!("skipped: getconf is not installed");
            return;
        };
        let value: i64 = String::from_utf8(output.stdout).unwrap().trim().parse().unwrap();
        assert_eq!(conf["sysconf"][ours], value, "{ours}");
    }
    assert_eq!(conf["pathconf"]["PC_NAME_MAX"], 255);
    assert!(conf["confstr"]["CS_PATH"].as_str().unwrap().contains("/bin"));
}

#[test]
fn a_filter_narrows_the_tables() {
    let output = run(&["info", "conf", "name_max"]);
    let text = stdout(&output);
    assert!(text.contains("PC_NAME_MAX"), "{text}");
    assert!(!text.contains("SC_PAGESIZE"), "{text}");
    let nothing = run(&["info", "conf", "no-such-name"]);
    assert!(stdout(&nothing).contains("No such name."));
}

#[test]
fn a_path_that_is_not_there_is_named() {
    let output = run(&["info", "conf", "--path", "/no/such"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output), "ostler: [Errno 2] No such file or directory: '/no/such'\n");
    assert!(output.stdout.is_empty());
}

#[test]
fn a_wrong_command_line_is_2_and_says_what_is_right() {
    for args in [&[][..], &["infos"], &["info", "--jsn"], &["completions", "cobol"]] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains("--help"), "{args:?}: {}", stderr(&output));
    }
}

#[test]
fn a_reader_that_has_had_enough_is_no_error() {
    let mut child =
        ostler(&["info", "conf"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(output.stderr.is_empty(), "{}", stderr(&output));
}

#[test]
fn a_full_disk_is_an_error() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    let Ok(full) = full else {
        eprintln!("skipped: no /dev/full here");
        return;
    };
    let output = ostler(&["info"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).starts_with("ostler: cannot write: "), "{}", stderr(&output));
}

#[test]
fn completions_and_the_manual_come_from_the_same_definitions() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = run(&["completions", shell]);
        assert!(output.status.success());
        assert!(stdout(&output).contains("info"), "{shell}");
    }
    let man = run(&["man"]);
    assert!(stdout(&man).contains(".TH ostler"), "{}", stdout(&man));
    let man = run(&["man", "info", "conf"]);
    let text = stdout(&man);
    assert!(text.contains(".TH ostler-info-conf") && text.contains("path"), "{text}");
    let man = run(&["man", "info", "nothing"]);
    assert_eq!(man.status.code(), Some(2));
    assert!(stderr(&man).contains("no such subcommand: info nothing"), "{}", stderr(&man));
}
