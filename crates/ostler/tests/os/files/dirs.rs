use std::os::unix::fs::PermissionsExt as _;

use ostler::{errno, os};

use super::{Scratch, fails};
use crate::support::in_child;

fn mode(path: impl AsRef<std::path::Path>) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn the_umask_is_taken_out_of_the_mode() {
    in_child("files::dirs::the_umask_is_taken_out_of_the_mode", || {
        let scratch = Scratch::new();
        // SAFETY: the child is this test's own.
        unsafe { libc::umask(0o027) };
        os::mkdir(scratch.path("a")).unwrap();
        assert_eq!(mode(scratch.path("a")), 0o750);
        os::mkdir_with("b", 0o707, scratch.at()).unwrap();
        assert_eq!(mode(scratch.path("b")), 0o700);
        os::mkdir_with("c", 0o1777, scratch.at().beneath()).unwrap();
        assert_eq!(mode(scratch.path("c")), 0o1750);
    });
}

#[test]
fn mkdir_refusals() {
    let scratch = Scratch::new();
    let file = scratch.file("a", "");
    let error = fails(os::mkdir(&file), errno::EEXIST);
    assert_eq!(error.kind(), ostler::ErrorKind::FileExists);
    assert_eq!(error.filename(), Some(file.as_path()));
    fails(os::mkdir(scratch.path("missing/x")), errno::ENOENT);
    fails(os::mkdir(scratch.path("a/x")), errno::ENOTDIR);
    scratch.link("nowhere", "link");
    fails(os::mkdir(scratch.path("link")), errno::EEXIST);
    fails(os::mkdir("/"), errno::EEXIST);
}

#[test]
fn rmdir_removes_empty_directories_only() {
    let scratch = Scratch::new();
    scratch.dir("a/b");
    fails(os::rmdir(scratch.path("a")), errno::ENOTEMPTY);
    os::rmdir(scratch.path("a/b/")).unwrap();
    os::rmdir_with("a", scratch.at()).unwrap();
    assert!(!scratch.path("a").exists());
    fails(os::rmdir(scratch.path("a")), errno::ENOENT);
    let file = scratch.file("f", "");
    fails(os::rmdir(&file), errno::ENOTDIR);
    scratch.dir("d");
    fails(os::rmdir(scratch.link("d", "link")), errno::ENOTDIR);
    fails(os::rmdir(scratch.path("d/.")), errno::EINVAL);
}
