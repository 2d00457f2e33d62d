//! Trees deeper than a path may be long, with few descriptors.

use std::ffi::CString;
use std::fs::File;
use std::os::fd::{AsRawFd as _, FromRawFd as _, OwnedFd};
use std::path::Path;

use ostler::os;

use crate::support::in_child;

const DEPTH: usize = 3_000;

/// Makes a chain of directories, each with a file and a subdirectory beside the next link. Its path has 12,000 bytes.
pub(super) fn chain(top: &Path, depth: usize) {
    std::fs::create_dir_all(top).unwrap();
    let mut dir = OwnedFd::from(File::open(top).unwrap());
    let make = |dir: &OwnedFd, name: &str| {
        let name = CString::new(name).unwrap();
        // SAFETY: a C string and an open directory.
        assert_eq!(unsafe { libc::mkdirat(dir.as_raw_fd(), name.as_ptr(), 0o777) }, 0);
        // SAFETY: as above; the new descriptor is nobody else's.
        unsafe {
            let fd = libc::openat(
                dir.as_raw_fd(),
                name.as_ptr(),
                libc::O_RDONLY | libc::O_DIRECTORY | libc::O_CLOEXEC,
            );
            assert!(fd >= 0);
            OwnedFd::from_raw_fd(fd)
        }
    };
    for _ in 0..depth {
        make(&dir, "zzz");
        dir = make(&dir, "sub");
    }
}

/// The limit of descriptors is the whole process's.
pub(super) fn limit_descriptors(limit: u64) {
    let limit = libc::rlimit { rlim_cur: limit, rlim_max: limit };
    // SAFETY: the structure is filled.
    assert_eq!(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) }, 0);
}

/// Removes a tree that `std` might not: bottom-up, by descriptors.
pub(super) fn remove(top: &Path) {
    let mut walk = os::fwalk(top).topdown(false);
    while let Some(step) = walk.step() {
        let step = step.unwrap();
        for (names, flags) in [(step.filenames, 0), (&step.dirnames[..], libc::AT_REMOVEDIR)] {
            for name in names {
                let name = CString::new(name.as_encoded_bytes()).unwrap();
                // SAFETY: a C string and an open directory.
                let removed =
                    unsafe { libc::unlinkat(step.dirfd.as_raw_fd(), name.as_ptr(), flags) };
                assert_eq!(removed, 0, "{}: {name:?}", step.dirpath.display());
            }
        }
    }
    std::fs::remove_dir(top).unwrap();
}

#[test]
fn three_thousand_levels_with_64_descriptors() {
    in_child("walk::deep::three_thousand_levels_with_64_descriptors", || {
        let tmp = tempfile::tempdir().unwrap();
        let top = tmp.path().join("top");
        chain(&top, DEPTH);
        // Sixty for the program, four for the walk.
        limit_descriptors(64);
        let before = crate::support::descriptors();
        let mut held = Vec::new();
        for spare in [50, 4] {
            while let Ok(file) = File::open("/dev/null") {
                held.push(file);
            }
            held.truncate(held.len() - spare);
            for topdown in [true, false] {
                let mut walk = os::walk(&top).topdown(topdown);
                let (mut visited, mut deepest, mut longest) = (0, 0, 0);
                while let Some(step) = walk.step() {
                    let step = step.unwrap();
                    visited += 1;
                    deepest = deepest.max(step.depth);
                    longest = longest.max(step.dirpath.as_os_str().len());
                }
                assert_eq!((visited, deepest), (2 * DEPTH + 1, DEPTH));
                assert!(longest > 4096);

                let mut walk = os::fwalk(&top).topdown(topdown);
                let mut visited = 0;
                while let Some(step) = walk.step() {
                    let step = step.unwrap();
                    // The descriptor is that of the directory: its subdirectories are there.
                    for name in &*step.dirnames {
                        let at = os::At::dir(&step.dirfd).nofollow();
                        assert!(ostler::stat::S_ISDIR(os::stat_with(name, at).unwrap().st_mode()));
                    }
                    visited += 1;
                }
                assert_eq!(visited, 2 * DEPTH + 1);
                let entries = os::walk(&top).topdown(topdown).entries();
                assert_eq!(entries.flatten().count(), 2 * DEPTH);
            }
        }
        held.clear();
        assert_eq!(crate::support::descriptors(), before);
        remove(&top);
        assert!(!top.exists());
    });
}

#[test]
fn an_abandoned_walk_leaves_nothing_open() {
    in_child("walk::deep::an_abandoned_walk_leaves_nothing_open", || {
        let tmp = tempfile::tempdir().unwrap();
        let top = tmp.path().join("top");
        chain(&top, 100);
        let before = crate::support::descriptors();
        for topdown in [true, false] {
            let mut walk = os::walk(&top).topdown(topdown);
            for _ in 0..60 {
                walk.step().unwrap().unwrap();
            }
            let held = crate::support::descriptors() - before;
            assert!((2..=33).contains(&held), "{held} held");
            drop(walk);
            assert_eq!(crate::support::descriptors(), before);
            let mut walk = os::fwalk(&top).topdown(topdown);
            walk.step().unwrap().unwrap();
            drop(walk);
            let mut scan = os::scandir(&top).unwrap();
            let entry = scan.next().unwrap().unwrap();
            drop(scan);
            assert_eq!(crate::support::descriptors(), before);
            drop(entry);
        }
        remove(&top);
    });
}

#[test]
fn no_descriptor_to_spare_is_an_error() {
    in_child("walk::deep::no_descriptor_to_spare_is_an_error", || {
        let tmp = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(tmp.path().join("a/b")).unwrap();
        limit_descriptors(32);
        let mut held = Vec::new();
        while let Ok(file) = File::open("/dev/null") {
            held.push(file);
        }
        held.pop();
        let mut walk = os::walk(tmp.path());
        assert!(walk.next().unwrap().is_ok());
        let error = walk.next().unwrap().unwrap_err();
        assert_eq!(error.errno(), Some(ostler::errno::EMFILE));
        assert_eq!(error.filename(), Some(tmp.path().join("a").as_path()));
        assert!(walk.next().is_none());
    });
}
