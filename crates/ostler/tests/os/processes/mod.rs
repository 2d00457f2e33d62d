//! Process management. Whatever waits for children runs in a process of its own: `wait` takes any child.

#![allow(clippy::used_underscore_items)]

#[macro_use]
mod witness;

mod events;
mod exec;
mod exit;
mod fork;
mod hostile;
mod kill;
#[cfg(target_os = "linux")]
mod pidfd;
mod popen;
mod posix_spawn;
mod search;
mod spawn;
mod spawn_attrs;
mod status;
mod system;
mod times;
mod wait;
mod waitid;

use std::ffi::OsStr;
use std::io::Read as _;
use std::os::fd::AsRawFd as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use ostler::os::{self, WaitOptions, WaitStatus};
use tempfile::TempDir;

/// Not UTF-8.
fn raw_name() -> &'static OsStr {
    OsStr::from_bytes(b"caf\xe9 \xff")
}

/// Forks a child that calls `body` and exits with what it returns, 101 if it panics.
fn forked(body: impl FnOnce() -> i32) -> i32 {
    // SAFETY: for tests in a process of their own, whose other thread only waits.
    match unsafe { os::fork() }.unwrap() {
        0 => os::_exit(catch_unwind(AssertUnwindSafe(body)).unwrap_or(101)),
        pid => pid,
    }
}

/// Waits for one child to end.
#[track_caller]
fn status_of(pid: i32) -> WaitStatus {
    let (waited, status) = os::waitpid(pid, WaitOptions::empty()).unwrap();
    assert_eq!(waited, pid);
    status
}

/// What a forked child that calls `body` writes to its standard output, and its end.
fn output_of(body: impl FnOnce()) -> (WaitStatus, Vec<u8>) {
    let (mut reader, writer) = std::io::pipe().unwrap();
    let pid = forked(|| {
        libc!(dup2(writer.as_raw_fd(), 1));
        body();
        99
    });
    drop(writer);
    let mut text = Vec::new();
    reader.read_to_end(&mut text).unwrap();
    (status_of(pid), text)
}

/// A directory with programs of the test's own making.
struct Bin(TempDir);

impl Bin {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// A file with this text and these permissions.
    fn file(&self, name: impl AsRef<Path>, mode: u32, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
        path
    }

    /// A script that says its name and exits with a code.
    fn script(&self, name: impl AsRef<Path>, code: i32) -> PathBuf {
        self.file(name, 0o755, &format!("#!/bin/sh\necho \"$0\"\nexit {code}\n"))
    }

    /// A `PATH` of directories in this one.
    fn search(&self, dirs: &[&str]) -> std::ffi::OsString {
        std::env::join_paths(dirs.iter().map(|dir| self.path().join(dir))).unwrap()
    }
}

/// The state letter of a process in `/proc`: `R`, `S`, `T`, `Z`; none if it is gone.
fn state(pid: i32) -> Option<char> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(") ")?.1.chars().next()
}

/// This process's children, zombies and all.
fn children() -> usize {
    let me = format!("PPid:\t{}\n", std::process::id());
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    let status = |entry: std::fs::DirEntry| std::fs::read_to_string(entry.path().join("status"));
    processes.filter_map(|entry| status(entry).ok()).filter(|text| text.contains(&me)).count()
}

/// Waits, but not for ever, until something is so.
#[track_caller]
fn eventually(mut condition: impl FnMut() -> bool) {
    for _ in 0..12_000 {
        if condition() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("it did not come about");
}
