//! The program's file, there and gone.

use std::path::Path;
use std::process::Command;

use ostler::process::{Field, Process, Query, Value};

use super::children::{Started, kernel_thread, sleeper, start};

fn copy_of_sleep(path: &Path) -> Started {
    super::children::copy_of_sleep(path);
    start(Command::new(path).arg("600"))
}

fn deleted(process: Process) -> (bool, Option<Value>) {
    let snapshot = process.snapshot(Field::ExeDeleted).unwrap();
    (process.exe_deleted().unwrap(), snapshot.get(Field::ExeDeleted).cloned())
}

#[test]
fn programs() {
    let child = sleeper();
    let exe = child.process().exe().unwrap().unwrap();
    assert_eq!(exe, std::fs::read_link(format!("/proc/{}/exe", child.pid())).unwrap());
    assert_eq!(deleted(child.process()), (false, Some(Value::Bool(false))));
}

#[test]
fn removed_programs() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().canonicalize().unwrap().join("program");
    let child = copy_of_sleep(&path);
    let process = child.process();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(process.exe().unwrap().as_deref(), Some(path.as_path()));
    assert_eq!(deleted(process), (true, Some(Value::Bool(true))));
    // Replaced, as by an upgrade.
    super::children::copy_of_sleep(&path);
    assert_eq!(process.exe().unwrap().as_deref(), Some(path.as_path()));
    assert_eq!(deleted(process), (true, Some(Value::Bool(true))));
    let query = format!("exe_deleted == true and pid == {}", child.pid());
    assert_eq!(Query::parse(&query).unwrap().find().unwrap(), [process]);
}

#[test]
fn a_program_that_is_called_deleted() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().canonicalize().unwrap().join("program (deleted)");
    let child = copy_of_sleep(&path);
    let process = child.process();
    assert_eq!(process.exe().unwrap().as_deref(), Some(path.as_path()));
    assert!(!process.exe_deleted().unwrap());
    std::fs::remove_file(&path).unwrap();
    assert_eq!(process.exe().unwrap().as_deref(), Some(path.as_path()));
    assert!(process.exe_deleted().unwrap());
}

#[test]
fn parts_of_the_kernel_have_none() {
    let Some(kernel) = kernel_thread() else { return };
    assert!(kernel.is_kernel_thread().unwrap());
    assert_eq!(kernel.cmdline().unwrap(), [""; 0]);
    assert!(kernel.command().unwrap().as_encoded_bytes().starts_with(b"["));
    if ostler::os::geteuid() != 0 {
        return;
    }
    assert_eq!(kernel.exe().unwrap(), None);
    assert!(!kernel.exe_deleted().unwrap());
    assert_eq!(kernel.environ().unwrap(), []);
    assert_eq!(kernel.memory_maps().unwrap(), []);
    assert_eq!(kernel.memory_full_info().unwrap().uss, 0);
    assert_eq!(kernel.memory_info().unwrap().rss, 0);
}
