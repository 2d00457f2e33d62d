//! `ostler info` on Windows.

#![cfg(windows)]

use std::process::{Command, Stdio};

use serde_json::Value;

fn ostler(args: &[&str]) -> String {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("ostler"));
    let output = command.args(args).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn for_people() {
    let text = ostler(&["info"]);
    for heading in
        ["System", "Processors", "Identity", "Terminal", "Clocks", "Capabilities", "More"]
    {
        assert!(text.lines().any(|line| line.starts_with(heading)), "{heading}\n{text}");
    }
    assert!(text.contains("not a console") && !text.contains('\x1b'), "{text}");
}

#[test]
fn for_scripts() {
    let info: Value = serde_json::from_str(&ostler(&["info", "--json"])).unwrap();
    let system = &info["system"];
    assert_eq!(system["name"], "Windows");
    assert_eq!(system["release"], ostler::platform::win32_ver().release);
    assert_eq!(system["platform"], ostler(&["platform"]).trim_end());
    assert_eq!(system["page_size"], 4096);
    let here = std::env::current_dir().unwrap();
    assert_eq!(system["cwd"], here.to_str().unwrap());
    let processors = std::thread::available_parallelism().unwrap().get();
    assert!(info["processors"]["online"].as_u64().unwrap() >= processors as u64);
    let identity = &info["identity"];
    assert_eq!(identity["ppid"], std::process::id());
    assert_eq!(identity["login"], std::env::var("USERNAME").unwrap());
    let user = identity["user"].as_str().unwrap();
    assert!(user.ends_with(identity["login"].as_str().unwrap()), "{user}");
    assert_eq!(info["terminal"]["stdout"], false);
    let clocks = info["clocks"].as_array().unwrap();
    let names: Vec<_> = clocks.iter().map(|clock| clock["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["time", "monotonic", "perf_counter", "process_time", "thread_time"]);
    assert!(clocks.iter().all(|clock| clock["resolution"].as_f64().unwrap() > 0.0));
    // What is Unix's is not there at all.
    assert_eq!(info.get("limits"), None);
    assert_eq!(identity.get("uid"), None);
}
