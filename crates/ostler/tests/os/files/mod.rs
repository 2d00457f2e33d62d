//! Files and Directories.

mod access;
mod at;
mod audit;
mod beneath;
mod calls;
mod cwd;
mod dirs;
mod hostile;
mod leaks;
mod links;
mod mode;
mod nodes;
mod owner;
mod race;
mod rename;
mod size;
mod stat;
mod statvfs;
mod statx;
mod support;
mod times;
mod trees;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use ostler::errno::Errno;
use ostler::fd::OwnedFd;
use ostler::os::{self, At};
use ostler::{Error, ErrorKind, Result};

/// A directory of the test's own, by path and open.
struct Scratch {
    tmp: tempfile::TempDir,
    dir: OwnedFd,
}

impl Scratch {
    fn new() -> Self {
        let tmp = tempfile::tempdir().unwrap();
        let dir = os::open(tmp.path(), os::O_RDONLY | os::O_DIRECTORY).unwrap();
        Self { tmp, dir }
    }

    fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.tmp.path().join(name)
    }

    fn at(&self) -> At<'_> {
        At::dir(&self.dir)
    }

    /// A file with this text.
    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn dir(&self, name: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(&path).unwrap();
        path
    }

    fn link(&self, says: impl AsRef<Path>, name: &str) -> PathBuf {
        let path = self.path(name);
        std::os::unix::fs::symlink(says, &path).unwrap();
        path
    }
}

fn bytes(name: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(name))
}

#[track_caller]
fn fails<T: std::fmt::Debug>(result: Result<T>, errno: Errno) -> Error {
    let error = result.expect_err("it should fail");
    assert_eq!(error.errno(), Some(errno), "{error}");
    error
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T>, kind: ErrorKind) -> Error {
    let error = result.expect_err("it should fail");
    assert_eq!(error.kind(), kind, "{error}");
    error
}

/// Whether the tests run as the superuser; says so where a test is left out for it.
fn superuser(test: &str) -> bool {
    // SAFETY: geteuid has no preconditions.
    let root = unsafe { libc::geteuid() } == 0;
    if !root {
        println!("{test}: skipped, it needs the superuser");
    }
    root
}
