//! Walking with descriptors.

use std::os::fd::AsRawFd as _;
use std::os::unix::fs::symlink;

use ostler::os::{self, At};

use super::tree::regular;

#[test]
fn each_step_has_its_directory() {
    let tmp = tempfile::tempdir().unwrap();
    regular(tmp.path(), 3, 3);
    for topdown in [true, false] {
        let mut walk = os::fwalk(tmp.path()).topdown(topdown);
        let mut seen = Vec::new();
        while let Some(step) = walk.step() {
            let step = step.unwrap();
            assert_eq!(
                os::stat(step.dirfd).unwrap().st_ino(),
                os::stat(step.dirpath).unwrap().st_ino()
            );
            let mut names = os::listdir(step.dirfd).unwrap();
            let mut all = [&step.dirnames[..], step.filenames].concat();
            names.sort();
            all.sort();
            assert_eq!(names, all);
            seen.push(step.dirpath.to_owned());
        }
        let same: Vec<_> =
            os::walk(tmp.path()).topdown(topdown).map(|step| step.unwrap().dirpath).collect();
        assert_eq!(seen, same);
    }
}

#[test]
fn from_a_directory() {
    let tmp = tempfile::tempdir().unwrap();
    regular(&tmp.path().join("top"), 1, 2);
    let dir = std::fs::File::open(tmp.path()).unwrap();
    let mut walk = os::fwalk("top").dir_fd(&dir);
    let mut paths = Vec::new();
    while let Some(step) = walk.step() {
        let step = step.unwrap();
        os::stat_with("file", At::dir(&step.dirfd)).unwrap();
        paths.push(step.dirpath.to_str().unwrap().to_owned());
    }
    paths.sort();
    assert_eq!(paths, ["top", "top/d0", "top/d1"]);
}

#[test]
fn links_are_followed_only_on_demand() {
    let tmp = tempfile::tempdir().unwrap();
    regular(&tmp.path().join("top"), 0, 0);
    regular(&tmp.path().join("other"), 1, 1);
    symlink("../other", tmp.path().join("top/link")).unwrap();
    symlink("top", tmp.path().join("to top")).unwrap();
    let count = |mut walk: os::Fwalk<'_>| {
        let mut count = 0;
        while let Some(step) = walk.step() {
            count += usize::from(step.is_ok());
        }
        count
    };
    assert_eq!(count(os::fwalk(tmp.path().join("top"))), 1);
    assert_eq!(count(os::fwalk(tmp.path().join("top")).follow_symlinks(true)), 3);
    assert_eq!(count(os::fwalk(tmp.path().join("to top"))), 0);
    assert_eq!(count(os::fwalk(tmp.path().join("to top")).follow_symlinks(true)), 3);
    let mut walk = os::fwalk(tmp.path().join("to top"));
    let error = walk.step().unwrap().unwrap_err();
    assert_eq!(error.kind(), ostler::ErrorKind::NotADirectory);
    // The link is among the directories all the same.
    let mut walk = os::fwalk(tmp.path().join("top"));
    assert_eq!(*walk.step().unwrap().unwrap().dirnames, ["link"]);
}

#[test]
fn descriptors_are_not_inherited() {
    let mut walk = os::fwalk("/etc");
    let step = walk.step().unwrap().unwrap();
    // SAFETY: an open descriptor and no pointer.
    let flags = unsafe { libc::fcntl(step.dirfd.as_raw_fd(), libc::F_GETFD) };
    assert_eq!(flags, libc::FD_CLOEXEC);
}

#[test]
fn pruning_and_callbacks() {
    let tmp = tempfile::tempdir().unwrap();
    regular(tmp.path(), 2, 2);
    let mut walk = os::fwalk(tmp.path()).max_depth(1);
    let mut seen = 0;
    while let Some(step) = walk.step() {
        step.unwrap().dirnames.retain(|name| name != "d0");
        seen += 1;
    }
    assert_eq!(seen, 2);
    let mut heard = 0;
    let mut walk = os::fwalk(tmp.path().join("missing")).onerror(|error| {
        heard += 1;
        Err(error)
    });
    assert_eq!(walk.step().unwrap().unwrap_err().kind(), ostler::ErrorKind::FileNotFound);
    assert!(walk.step().is_none());
    drop(walk);
    assert_eq!(heard, 1);
}
