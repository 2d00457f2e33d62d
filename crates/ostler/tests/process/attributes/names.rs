//! Names, arguments, environment, directories.

use std::ffi::{CStr, OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use ostler::process::{Field, Value};

use super::children::{fork, sleeper, start, stat};

/// The names the kernel has for itself, set without a program.
fn set_name(name: &CStr) {
    // SAFETY: a string that ends in NUL.
    unsafe { libc::prctl(libc::PR_SET_NAME, name.as_ptr()) };
}

#[test]
fn short_names_whatever_is_in_them() {
    for name in
        [c"plain", c"a b", c") R (", c"(x) S 1", c"new\nline", c"\xff\xfe", c"", c"\x1b[31m"]
    {
        let child = fork(|| set_name(name));
        let process = child.process();
        assert_eq!(process.name().unwrap().as_bytes(), name.to_bytes(), "{name:?}");
        // The numbers behind the name are where they belong.
        assert_eq!(process.ppid().unwrap(), std::process::id() as i32, "{name:?}");
        let both = process.snapshot(Field::Name | Field::Ppid).unwrap();
        assert_eq!(both.name().unwrap().as_bytes(), name.to_bytes(), "{name:?}");
        assert_eq!(both.ppid(), Some(std::process::id() as i32), "{name:?}");
    }
}

#[test]
fn names_longer_than_the_kernel_keeps() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["exactly-fifteen", "a-name-of-sixteen", "very long name with spaces ) Z ("] {
        let program = dir.path().join(name);
        super::children::copy_of_sleep(&program);
        let child = start(Command::new(&program).arg("600"));
        super::children::asleep(child.pid());
        assert_eq!(child.process().name().unwrap(), name);
        let snapshot = child.process().snapshot(Field::Name).unwrap();
        assert_eq!(snapshot.name().unwrap(), name);
    }
    // From the program where the arguments say something else.
    let program = dir.path().join("a-name-of-sixteen");
    let child = start(Command::new(&program).arg0("other").arg("600"));
    super::children::asleep(child.pid());
    assert_eq!(child.process().name().unwrap(), "a-name-of-sixteen");
    assert_eq!(child.process().cmdline().unwrap(), ["other", "600"]);
    // As the kernel has it where neither goes on like it.
    let child = fork(|| set_name(c"123456789012345"));
    assert_eq!(child.process().name().unwrap(), "123456789012345");
}

#[test]
fn scripts_longer_than_the_kernel_keeps() {
    let dir = tempfile::tempdir().unwrap();
    for (name, first) in [
        ("ansible-playbook", "#!/bin/sh\n"),
        ("a script with ) S (", "#!/bin/sh\n"),
        ("with-one-argument", "#!/bin/sh -u\n"),
    ] {
        let script = dir.path().join(name);
        std::fs::write(&script, format!("{first}kill -STOP $$\n")).unwrap();
        // By another process: one that is forked meanwhile would keep the script from being started.
        let made = Command::new("chmod").arg("755").arg(&script).status().unwrap();
        assert!(made.success());
        let child = start(Command::new(&script).arg("more"));
        let process = child.process();
        super::children::until("the script", || process.name().unwrap() == name);
        assert!(ostler::process::Query::name(name).find().unwrap().contains(&process));
    }
    // An argument further on is no script.
    let rename = "printf a-name-of-sixte > /proc/$$/comm; kill -STOP $$";
    let child = start(Command::new("sh").args(["-c", rename, "x", "a-name-of-sixteen"]));
    let process = child.process();
    let cut = "a-name-of-sixte";
    super::children::until("the name", || {
        process.name().unwrap().as_bytes().starts_with(cut.as_bytes())
    });
    assert_eq!(process.name().unwrap(), cut);
}

#[test]
fn arguments() {
    let odd = OsStr::from_bytes(b"\xff\xfe) R (\n");
    let child = start(Command::new("sleep").arg0(odd).args(["600", "0", "0.0"]));
    let process = child.process();
    let expected: [&OsStr; 4] = [odd, "600".as_ref(), "0".as_ref(), "0.0".as_ref()];
    assert_eq!(process.cmdline().unwrap(), expected);
    assert_eq!(process.command().unwrap().as_bytes(), b"\xff\xfe) R (\n 600 0 0.0");
    // An empty first argument is one, and an empty last one.
    let child = start(Command::new("sh").arg0("").args(["-c", "kill -STOP $$; :", "", ""]));
    assert_eq!(child.process().cmdline().unwrap(), ["", "-c", "kill -STOP $$; :", "", ""]);
}

#[test]
fn arguments_that_were_written_over() {
    crate::support::in_child("attributes::names::arguments_that_were_written_over", || {
        let title = b"worker: two jobs";
        let length = std::fs::read("/proc/self/cmdline").unwrap().len();
        let start: usize = stat(std::process::id() as i32)[45].parse().unwrap();
        // SAFETY: the arguments are this process's own, and writable.
        let place = unsafe { std::slice::from_raw_parts_mut(start as *mut u8, length) };
        place.fill(0);
        place[..title.len()].copy_from_slice(title);
        let process = ostler::process::Process::current().unwrap();
        let cmdline = process.cmdline().unwrap();
        assert_eq!(cmdline[0], "worker: two jobs");
        assert!(cmdline[1..].iter().all(|argument| argument.is_empty()));
        assert_eq!(process.command().unwrap(), "worker: two jobs");
    });
}

#[test]
fn environment() {
    let odd = OsStr::from_bytes(b"\xff=\n");
    let mut command = Command::new("sleep");
    command.arg("600").env_clear().env("EMPTY", "").env("ODD", odd).env("PATH", "/bin");
    // It sleeps by then: its environment is put in place after its arguments.
    let started = |command: &mut Command| {
        let child = start(command);
        super::children::asleep(child.pid());
        child
    };
    let child = started(&mut command);
    let mut environ = child.process().environ().unwrap();
    environ.sort();
    let expected: Vec<(OsString, OsString)> = vec![
        ("EMPTY".into(), "".into()),
        ("ODD".into(), odd.into()),
        ("PATH".into(), "/bin".into()),
    ];
    assert_eq!(environ, expected);
    let snapshot = child.process().snapshot(Field::Environ).unwrap();
    let Some(Value::List(texts)) = snapshot.get(Field::Environ) else { panic!() };
    assert!(texts.contains(&Value::Text("PATH=/bin".into())));
    // None at all.
    let child = started(Command::new("/bin/sleep").arg("600").env_clear());
    assert_eq!(child.process().environ().unwrap(), []);
    // A large one.
    let value = "x".repeat(100_000);
    let child = started(Command::new("/bin/sleep").arg("600").env_clear().env("X", &value));
    assert!(child.process().environ().unwrap() == [("X".into(), value.into())]);
}

#[test]
fn directories() {
    let dir = tempfile::tempdir().unwrap();
    let odd = dir.path().canonicalize().unwrap().join(OsStr::from_bytes(b"\xff\n (deleted)"));
    std::fs::create_dir(&odd).unwrap();
    let child = start(Command::new("sleep").arg("600").current_dir(&odd));
    let process = child.process();
    assert_eq!(process.cwd().unwrap().as_deref(), Some(odd.as_path()));
    assert_eq!(process.root().unwrap(), std::fs::read_link("/proc/self/root").ok());
    // One that is gone has the name that it had.
    std::fs::remove_dir(&odd).unwrap();
    assert_eq!(process.cwd().unwrap(), Some(odd));
}

#[test]
fn the_name_of_what_sleeps() {
    let child = sleeper();
    assert_eq!(child.process().name().unwrap(), "sleep");
    assert_eq!(child.process().command().unwrap(), "sleep 600");
}
