//! Children: how they start and end.

use std::io::{Read as _, Write as _};
use std::time::Duration;

use ostler::ErrorKind;
use ostler::process::{Child, Spawn, Stdio, active_children};

use crate::crowd::{sleeper, state, until};
use crate::support::{descriptors, in_child};

fn output(child: &mut Child) -> String {
    let mut text = String::new();
    std::fs::File::from(child.stdout.take().unwrap()).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn arguments_environment_directory() {
    let dir = tempfile::tempdir().unwrap();
    let mut child = Spawn::new("/bin/sh")
        .arg("-c")
        .args(["echo $0 $1 $WORD $HOME; pwd -P", "zero", "one two"])
        .env_clear()
        .envs([("WORD", "yes")])
        .cwd(dir.path())
        .stdout(Stdio::Pipe)
        .start()
        .unwrap();
    let here = dir.path().canonicalize().unwrap();
    assert_eq!(output(&mut child), format!("zero one two yes\n{}\n", here.display()));
    assert_eq!(child.wait(None).unwrap().exit_code(), Some(0));
}

#[test]
fn variables_besides_those_of_this_program() {
    let print = |change: fn(Spawn) -> Spawn| {
        let spawn = Spawn::new("/usr/bin/env").stdout(Stdio::Pipe);
        let mut child = change(spawn).start().unwrap();
        let text = output(&mut child);
        child.wait(None).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let own = print(|spawn| spawn);
    assert!(own.iter().any(|line| line.starts_with("PATH=")));
    let mut more = own.clone();
    more.extend(["OSTLER_A=1".to_owned(), "OSTLER_B=3".to_owned()]);
    more.sort();
    assert_eq!(
        print(|s| s.env("OSTLER_B", "2").envs([("OSTLER_A", "1"), ("OSTLER_B", "3")])),
        more
    );
    let fewer: Vec<String> =
        own.iter().filter(|line| !line.starts_with("PATH=")).cloned().collect();
    assert_eq!(print(|s| s.env_remove("PATH").env("X", "1").env_remove("X")), fewer);
    assert_eq!(print(|s| s.env("A", "1").env_clear().env("B", "2")), ["B=2"]);
    assert_eq!(print(Spawn::env_clear), [""; 0]);
}

#[test]
fn standard_streams() {
    let mut child = Spawn::new("sh")
        .args(["-c", "cat; echo complaint >&2"])
        .stdin(Stdio::Pipe)
        .stdout(Stdio::Pipe)
        .stderr(Stdio::Pipe)
        .start()
        .unwrap();
    let mut input = std::fs::File::from(child.stdin.take().unwrap());
    input.write_all(b"through").unwrap();
    drop(input);
    assert_eq!(output(&mut child), "through");
    let mut complaint = String::new();
    std::fs::File::from(child.stderr.take().unwrap()).read_to_string(&mut complaint).unwrap();
    assert_eq!(complaint, "complaint\n");
    child.wait(None).unwrap();

    let file = tempfile::NamedTempFile::new().unwrap();
    let child = Spawn::new("sh")
        .args(["-c", "cat; echo in a file"])
        .stdin(Stdio::Null)
        .stdout(file.reopen().unwrap())
        .start()
        .unwrap();
    child.wait(None).unwrap();
    assert_eq!(std::fs::read_to_string(file.path()).unwrap(), "in a file\n");
}

#[test]
fn streams_that_are_closed_or_swapped() {
    in_child("child::spawn::streams_that_are_closed_or_swapped", || {
        // The ends of the pipes get the lowest numbers: those of the standard streams.
        let saved: Vec<_> = (0..3).map(|fd| ostler::os::dup(borrowed(fd)).unwrap()).collect();
        for fd in 0..3 {
            // SAFETY: put back below.
            unsafe { libc::close(fd) };
        }
        let child = Spawn::new("sh")
            .args(["-c", "read word; echo out $word; echo err $word >&2"])
            .stdin(Stdio::Pipe)
            .stdout(Stdio::Pipe)
            .stderr(Stdio::Pipe)
            .start();
        let mut texts = [String::new(), String::new()];
        let ended = child.map(|mut child| {
            std::fs::File::from(child.stdin.take().unwrap()).write_all(b"x\n").unwrap();
            std::fs::File::from(child.stdout.take().unwrap())
                .read_to_string(&mut texts[0])
                .unwrap();
            std::fs::File::from(child.stderr.take().unwrap())
                .read_to_string(&mut texts[1])
                .unwrap();
            child.wait(None).unwrap().exit_code()
        });
        for (fd, saved) in (0..).zip(&saved) {
            // SAFETY: what they were before.
            unsafe { libc::dup2(std::os::fd::AsRawFd::as_raw_fd(saved), fd) };
        }
        assert_eq!(ended.unwrap(), Some(0));
        assert_eq!(texts, ["out x\n", "err x\n"]);
    });
}

fn borrowed(fd: i32) -> std::os::fd::BorrowedFd<'static> {
    // SAFETY: the standard streams are open.
    unsafe { std::os::fd::BorrowedFd::borrow_raw(fd) }
}

#[test]
fn sessions_and_groups() {
    let ids = |child: &Child| {
        // SAFETY: numbers only.
        unsafe { (libc::getsid(child.pid()), libc::getpgid(child.pid())) }
    };
    let inherited = sleeper();
    let session = Spawn::new("sleep").arg("600").new_session().start().unwrap();
    let group = Spawn::new("sleep").arg("600").process_group(0).start().unwrap();
    // SAFETY: no preconditions.
    let (this_session, this_group) = unsafe { (libc::getsid(0), libc::getpgid(0)) };
    assert_eq!(ids(&inherited), (this_session, this_group));
    assert_eq!(ids(&session), (session.pid(), session.pid()));
    assert_eq!(ids(&group), (this_session, group.pid()));
    for child in [inherited, session, group] {
        child.kill().unwrap();
        child.wait(None).unwrap();
    }
}

#[test]
fn what_cannot_be_started() {
    let error = Child::spawn("/missing/program", [""; 0]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::FileNotFound);
    assert_eq!(error.filename(), Some("/missing/program".as_ref()));
    for contained in [Spawn::new("/etc/passwd"), Spawn::new("/etc/passwd").contained()] {
        assert_eq!(contained.start().unwrap_err().kind(), ErrorKind::PermissionDenied);
    }
    assert_eq!(Child::spawn("sh", ["nul\0nul"]).unwrap_err().kind(), ErrorKind::Value);
    assert_eq!(Child::spawn("s\0h", [""; 0]).unwrap_err().kind(), ErrorKind::Value);
    assert_eq!(Child::spawn("", [""; 0]).unwrap_err().kind(), ErrorKind::Value);
    let nowhere = Spawn::new("true").cwd("/missing").start().unwrap_err();
    assert_eq!(nowhere.kind(), ErrorKind::FileNotFound);
    let illegal = Spawn::new("true").envs([("A=B", "C")]).start().unwrap_err();
    assert_eq!(illegal.kind(), ErrorKind::Value);
}

#[test]
fn how_it_ended_is_remembered() {
    let child = Child::spawn("sh", ["-c", "kill -TERM $$"]).unwrap();
    assert_eq!(child.returncode(), None, "nobody has asked");
    until("the end", || !child.is_alive().unwrap());
    assert_eq!(child.returncode(), Some(-15));
    assert_eq!(child.status().unwrap().signal(), Some(ostler::signal::SIGTERM));
    assert_eq!(child.wait(Some(Duration::ZERO)).unwrap().exit_code(), Some(-15));
    assert_eq!(child.poll().unwrap().unwrap().exit_code(), Some(-15));
    assert!(format!("{child:?}").contains("Some(-15)"));
}

#[test]
fn a_child_that_another_call_has_collected() {
    let child = Child::spawn("true", [""; 0]).unwrap();
    ostler::os::waitpid(child.pid(), ostler::os::WaitOptions::empty()).unwrap();
    assert_eq!(child.wait(None).unwrap().exit_code(), None);
    assert!(!child.is_alive().unwrap());
    child.kill().unwrap();
}

#[test]
fn the_active_ones() {
    in_child("child::spawn::the_active_ones", || {
        assert_eq!(active_children().unwrap(), []);
        let (one, two) = (sleeper(), sleeper());
        assert_eq!(active_children().unwrap(), [one.process(), two.process()]);
        one.kill().unwrap();
        until("the zombie", || state(one.pid()) == Some('Z'));
        assert_eq!(active_children().unwrap(), [two.process()]);
        assert_eq!((state(one.pid()), one.returncode()), (None, Some(-9)));

        // Dropped ones go on, and are collected in the end.
        let dropped = two.process();
        drop(two);
        assert_eq!(active_children().unwrap(), [dropped]);
        dropped.kill().unwrap();
        until("the zombie", || state(dropped.pid()) == Some('Z'));
        Child::spawn("true", [""; 0]).unwrap().wait(None).unwrap();
        assert_eq!(state(dropped.pid()), None);
    });
}

#[test]
fn where_the_system_collects_children() {
    in_child("child::spawn::where_the_system_collects_children", || {
        // SAFETY: no handler.
        unsafe { libc::signal(libc::SIGCHLD, libc::SIG_IGN) };
        for _ in 0..50 {
            let child = Child::spawn("true", [""; 0]).unwrap();
            assert_eq!(child.wait(None).unwrap().exit_code(), None);
        }
        let contained = Spawn::new("sh").args(["-c", "exit 3"]).contained().start().unwrap();
        assert_eq!(contained.wait(None).unwrap().exit_code(), Some(3));
    });
}

#[test]
fn nothing_is_left_open() {
    in_child("child::spawn::nothing_is_left_open", || {
        let before = descriptors();
        for contained in [false, true] {
            let spawn = |program: &str| {
                let spawn =
                    Spawn::new(program).stdin(Stdio::Pipe).stdout(Stdio::Pipe).stderr(Stdio::Null);
                if contained { spawn.contained() } else { spawn }
            };
            let child = spawn("cat").start().unwrap();
            child.kill().unwrap();
            child.wait(None).unwrap();
            spawn("/missing/program").start().unwrap_err();
            spawn("true").cwd("/missing").start().unwrap_err();
        }
        until("the supervisor's end", || {
            active_children().unwrap();
            descriptors() == before
        });
    });
}

#[test]
fn a_pipe_has_two_ends() {
    // What is written to the child ends when this side closes it, and the other way round: nobody else holds an end.
    for contained in [false, true] {
        let spawn = Spawn::new("sh").args(["-c", "sleep 0.1; cat; exec >&-; exec sleep 600"]);
        let spawn = if contained { spawn.contained() } else { spawn };
        let mut child = spawn.stdin(Stdio::Pipe).stdout(Stdio::Pipe).start().unwrap();
        drop(child.stdin.take());
        assert_eq!(output(&mut child), "");
        assert!(child.is_alive().unwrap());
        child.kill().unwrap();
        child.wait(None).unwrap();
    }
}
