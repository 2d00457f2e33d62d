//! Files with a number in them, and the locks on them.

#![cfg(target_os = "linux")]

mod fixture;

use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::path::Path;
use std::process::Command;

use fixture::Fixture;
use fixture::command::{code, is_there, run, stderr, stdout};

fn locked(path: &Path) -> std::process::Output {
    run(&["ps", "--quiet", "--logpidfile", "--pidfile", path.to_str().unwrap()])
}

#[test]
fn files_that_are_no_pidfiles() {
    let scratch = tempfile::tempdir().unwrap();
    let pipe = scratch.path().join("pipe");
    ostler::os::mkfifo(&pipe).unwrap();
    for path in ["/dev/zero", pipe.to_str().unwrap(), "/nonexistent"] {
        let output = run(&["ps", "--pidfile", path]);
        assert_eq!(code(&output), 2, "{path}");
        assert_eq!(stderr(&output).matches(path).count(), 1, "{}", stderr(&output));
    }
}

/// A lock of an open file, which does not say of which process.
#[test]
fn a_lock_on_the_file() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let path = scratch.path().join("pid");
    let pid = fixture.sleeper("ostler-t-locked");
    std::fs::write(&path, pid.to_string()).unwrap();
    assert_eq!(code(&locked(&path)), 2);
    let file = File::options().read(true).write(true).open(&path).unwrap();
    for lock in [File::lock_shared, File::lock] {
        lock(&file).unwrap();
        assert_eq!(stdout(&locked(&path)), format!("{pid}\n"));
        file.unlock().unwrap();
        assert_eq!(code(&locked(&path)), 2);
        // To ask takes the lock for a moment: it is free afterwards.
        file.try_lock().unwrap();
        file.unlock().unwrap();
    }
}

/// A record lock says whose it is.
#[test]
fn a_lock_of_another_process() {
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let path = scratch.path().join("pid");
    let pid = fixture.sleeper("ostler-t-record");
    let me = std::process::id().to_string();
    // Such a lock is lost where the process closes any descriptor of the file.
    let mut file = File::options().read(true).write(true).create_new(true).open(&path).unwrap();
    let mut write = |number: &str| {
        file.set_len(0).unwrap();
        file.rewind().unwrap();
        file.write_all(number.as_bytes()).unwrap();
        file.rewind().unwrap();
        ostler::os::lockf(&file, ostler::os::F_LOCK, 0).unwrap();
    };
    write(&me);
    assert_eq!(stdout(&locked(&path)).trim(), me);
    write(&pid.to_string());
    let output = run(&["kill", "--logpidfile", "--pidfile", path.to_str().unwrap()]);
    assert_eq!(code(&output), 2, "{output:?}");
    assert!(stderr(&output).contains(&format!("is process {me}'s")), "{}", stderr(&output));
    assert!(is_there(pid));
}

fn may_unshare() -> bool {
    let may = ostler::os::geteuid() == 0
        && Command::new("unshare").args(["-m", "true"]).status().is_ok_and(|it| it.success());
    if !may {
        eprintln!("skipped: needs the superuser, for namespaces of its own");
    }
    may
}

/// Two file systems number their files alike: a lock on one is none on the other.
#[test]
fn a_lock_on_another_file_of_the_same_number() {
    if !may_unshare() {
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::new(scratch.path());
    let pid = fixture.sleeper("ostler-t-inode");
    let script = r#"
        set -e
        mkdir a b
        mount -t tmpfs none a
        mount -t tmpfs none b
        echo "$1" > a/pid
        echo "$1" > b/pid
        [ "$(stat -c %i a/pid)" = "$(stat -c %i b/pid)" ]
        exec 9< b/pid
        flock 9
        "$0" kill --logpidfile --pidfile b/pid --dry-run || exit 40
        "$0" kill --logpidfile --pidfile a/pid && exit 41
        exit 42
    "#;
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-c", script]).arg(assert_cmd::cargo::cargo_bin!("ostler"));
    let output = command.arg(pid.to_string()).current_dir(scratch.path()).output().unwrap();
    assert_eq!(code(&output), 42, "{output:?}");
    assert!(is_there(pid));
}

/// Who holds it has no number in the PID namespace of the command: the number in the file is none of its own.
#[test]
fn a_lock_held_in_another_namespace() {
    if !may_unshare() {
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("pid");
    std::fs::write(&path, "1").unwrap();
    let file = File::options().read(true).write(true).open(&path).unwrap();
    ostler::os::lockf(&file, ostler::os::F_LOCK, 0).unwrap();
    let mut command = Command::new("unshare");
    command.args(["-pf", "--kill-child", "--mount-proc"]);
    command.arg(assert_cmd::cargo::cargo_bin!("ostler"));
    let output = command.args(["kill", "--dry-run", "-L", "-F"]).arg(&path).output().unwrap();
    assert_eq!(code(&output), 2, "{output:?}");
    assert!(stderr(&output).contains("another PID namespace"), "{}", stderr(&output));
}
