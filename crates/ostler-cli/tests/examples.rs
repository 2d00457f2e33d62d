//! The example programs, beside the commands they are like.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn example(name: &str) -> Command {
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    path.pop();
    let mut command = Command::new(path.join("examples").join(name));
    command.stdin(Stdio::null());
    command
}

/// A tree with directories, files of several sizes, a hole, hard links and symbolic links.
fn tree(top: &Path) {
    fs::create_dir_all(top.join("a/b/c")).unwrap();
    fs::create_dir_all(top.join("empty")).unwrap();
    for (name, size) in [("a/small", 10), ("a/b/middle", 20_000), ("a/b/c/large", 300_000)] {
        fs::write(top.join(name), vec![7; size]).unwrap();
    }
    fs::File::create(top.join("hole")).unwrap().set_len(1 << 30).unwrap();
    fs::hard_link(top.join("a/b/c/large"), top.join("a/b/again")).unwrap();
    symlink("..", top.join("a/up")).unwrap();
    symlink("nowhere", top.join("dangling")).unwrap();
    // Some file systems say how many blocks there are only when they have written them.
    for name in ["a/small", "a/b/middle", "a/b/c/large", "hole"] {
        fs::File::open(top.join(name)).unwrap().sync_all().unwrap();
    }
}

fn sizes(output: &Output) -> BTreeMap<PathBuf, u64> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines()
        .map(|line| line.trim_start().split_once(|c: char| c.is_whitespace()).unwrap())
        .map(|(size, path)| (path.trim_start().into(), size.parse().unwrap()))
        .collect()
}

#[test]
fn du_agrees_with_du() {
    let tmp = tempfile::tempdir().unwrap();
    let top = tmp.path().join("top");
    tree(&top);
    for depth in ["0", "1", "2", "9"] {
        let ours = example("du").args(["--bytes", "--depth", depth]).arg(&top).output().unwrap();
        assert!(ours.status.success(), "{ours:?}");
        let theirs = Command::new("du").args(["-B1", "-d", depth]).arg(&top).output().unwrap();
        assert_eq!(sizes(&ours), sizes(&theirs), "depth {depth}");
    }
    let ours = example("du").args(["--bytes", "--depth=9", "-j1"]).arg(&top).output().unwrap();
    let theirs = Command::new("du").args(["-B1", "-d9"]).arg(&top).output().unwrap();
    assert_eq!(sizes(&ours), sizes(&theirs), "by one thread");
}

#[test]
fn du_goes_on_after_what_it_may_not_read() {
    let tmp = tempfile::tempdir().unwrap();
    let top = tmp.path().join("top");
    tree(&top);
    let missing = example("du").arg(tmp.path().join("missing")).arg(&top).output().unwrap();
    assert_eq!(missing.status.code(), Some(1));
    let complaint = String::from_utf8(missing.stderr.clone()).unwrap();
    assert!(complaint.contains("[Errno 2]") && complaint.contains("missing'"), "{complaint}");
    assert!(!missing.stdout.is_empty());

    fs::set_permissions(top.join("a/b"), fs::Permissions::from_mode(0o000)).unwrap();
    let closed = example("du").args(["--bytes"]).arg(&top).output().unwrap();
    fs::set_permissions(top.join("a/b"), fs::Permissions::from_mode(0o755)).unwrap();
    assert!(sizes(&closed).contains_key(&top));
    if fs::read_dir("/root").is_ok() && closed.status.success() {
        println!("skipped: the superuser may read everything");
        return;
    }
    assert_eq!(closed.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&closed.stderr).contains("/a/b'"));
}

#[test]
fn rmtree_removes_the_tree_and_nothing_a_link_leads_to() {
    let tmp = tempfile::tempdir().unwrap();
    let top = tmp.path().join("top");
    tree(&top);
    let outside = tmp.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("kept"), "").unwrap();
    symlink(&outside, top.join("out")).unwrap();

    let dry = example("rmtree").arg("--dry-run").arg(&top).output().unwrap();
    assert!(dry.status.success() && top.join("a/b/c/large").exists());
    let found = Command::new("find").arg(&top).output().unwrap();
    let lines = |output: &Output| {
        let text = String::from_utf8(output.stdout.clone()).unwrap();
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(lines(&dry), lines(&found));

    let real = example("rmtree").arg(&top).output().unwrap();
    assert!(real.status.success(), "{real:?}");
    assert!(!top.exists() && outside.join("kept").exists());

    let again = example("rmtree").arg(&top).output().unwrap();
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("/top'"));
}
