//! Trees that change under the walk.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use ostler::ErrorKind::{FileNotFound, NotADirectory};
use ostler::os;

use super::deep::{chain, remove};
use super::tree::regular;

#[test]
fn a_directory_that_is_gone_is_an_error_and_the_walk_goes_on() {
    let tmp = tempfile::tempdir().unwrap();
    regular(tmp.path(), 1, 3);
    let mut walk = os::walk(tmp.path());
    assert_eq!(walk.step().unwrap().unwrap().dirnames.len(), 3);
    std::fs::remove_dir_all(tmp.path().join("d0")).unwrap();
    std::fs::remove_dir_all(tmp.path().join("d1")).unwrap();
    std::fs::write(tmp.path().join("d1"), "").unwrap();
    std::fs::remove_dir_all(tmp.path().join("d2")).unwrap();
    symlink("/etc", tmp.path().join("d2")).unwrap();
    let mut kinds: Vec<_> = walk
        .map(|step| {
            let error = step.unwrap_err();
            (error.filename().unwrap().file_name().unwrap().to_owned(), error.kind())
        })
        .collect();
    kinds.sort_by(|a, b| a.0.cmp(&b.0));
    let expected = [("d0", FileNotFound), ("d1", NotADirectory), ("d2", NotADirectory)];
    assert_eq!(kinds, expected.map(|(name, kind)| (name.into(), kind)));
}

#[test]
fn a_directory_removed_while_open_is_empty() {
    let tmp = tempfile::tempdir().unwrap();
    let dir = tmp.path().join("dir");
    std::fs::create_dir(&dir).unwrap();
    let open = std::fs::File::open(&dir).unwrap();
    std::fs::remove_dir(&dir).unwrap();
    assert_eq!(os::listdir(&open).unwrap().len(), 0);
    assert_eq!(os::scandir(&open).unwrap().count(), 0);
}

/// Walks a chain so deep that the directories above were closed, and calls `disturb` at the deepest one.
fn disturbed(
    topdown: bool,
    disturb: impl FnOnce(&Path),
) -> (Vec<PathBuf>, Vec<(PathBuf, Option<ostler::errno::Errno>)>) {
    const LEVELS: usize = 100;
    let tmp = tempfile::tempdir().unwrap();
    let top = tmp.path().join("top");
    chain(&top, LEVELS);
    let mut disturb = Some(disturb);
    let (mut seen, mut errors) = (Vec::new(), Vec::new());
    let mut walk = os::fwalk(&top).topdown(topdown);
    let mut deepest = 0;
    while let Some(step) = walk.step() {
        match step {
            Ok(step) => {
                // Subdirectories in the order that leaves the most for the way back, where the order can be chosen.
                step.dirnames.sort();
                deepest = deepest.max(step.depth);
                seen.push(step.dirpath.strip_prefix(&top).unwrap().to_owned());
            }
            Err(error) => {
                let path = error.filename().unwrap().strip_prefix(&top).unwrap().to_owned();
                errors.push((path, error.errno()));
            }
        }
        if deepest == LEVELS
            && let Some(disturb) = disturb.take()
        {
            disturb(&top);
        }
    }
    drop(walk);
    remove_all(tmp.path());
    (seen, errors)
}

fn remove_all(dir: &Path) {
    for name in os::listdir(dir).unwrap() {
        remove(&dir.join(name));
    }
}

fn level(n: usize) -> PathBuf {
    (0..n).map(|_| "sub").collect()
}

#[test]
fn left_alone_the_way_back_is_found() {
    for topdown in [true, false] {
        let (seen, errors) = disturbed(topdown, |_| {});
        assert_eq!((seen.len(), errors), (201, vec![]));
    }
}

#[test]
fn a_part_moved_away_is_lost_and_said_to_be() {
    // The lower half goes elsewhere: `..` of its top is now another directory.
    let (seen, errors) = disturbed(true, |top| {
        std::fs::rename(top.join(level(50)), top.parent().unwrap().join("moved")).unwrap();
    });
    // Everything above is walked; the lower half, closed from level 50 on down, too: its own `..` still hold.
    for n in 0..50 {
        assert!(seen.contains(&level(n).join("zzz")), "{n}");
    }
    assert_eq!(seen.len(), 201, "{errors:?}");
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn the_walk_never_climbs_into_a_stranger() {
    // The lower half goes elsewhere, and so does the rest, so that the names lead nowhere.
    let (seen, errors) = disturbed(true, |top| {
        let aside = top.parent().unwrap();
        std::fs::rename(top.join(level(50)), aside.join("moved")).unwrap();
        std::fs::rename(top.join(level(10)), aside.join("moved too")).unwrap();
        // Strangers under the names of the lost.
        chain(&top.join(level(10)), 45);
    });
    // Levels 10 to 49 cannot be found again; 0 to 9 can.
    let lost: Vec<_> = (10..50).rev().map(level).collect();
    assert_eq!(errors.iter().map(|error| error.0.clone()).collect::<Vec<_>>(), lost);
    assert!(errors.iter().all(|error| error.1 == Some(ostler::errno::ESTALE)));
    for n in 0..10 {
        assert!(seen.contains(&level(n).join("zzz")), "{n}");
    }
    for n in 10..50 {
        assert!(!seen.contains(&level(n).join("zzz")), "{n}");
    }
}

#[test]
fn bottom_up_the_lost_are_said_once_each() {
    let (seen, errors) = disturbed(false, |top| {
        let aside = top.parent().unwrap();
        std::fs::rename(top.join(level(50)), aside.join("moved")).unwrap();
        std::fs::rename(top.join(level(10)), aside.join("moved too")).unwrap();
    });
    assert_eq!(errors.len(), 40, "{errors:?}");
    assert!(seen.contains(&PathBuf::new()));
    assert!(!seen.contains(&level(30)));
}

#[test]
fn a_way_down_by_a_link_is_no_way_up() {
    // The chain is entered by a link in its middle, so `..` of what is below leads past the link.
    let tmp = tempfile::tempdir().unwrap();
    let (top, other) = (tmp.path().join("top"), tmp.path().join("other"));
    chain(&top, 60);
    chain(&other, 60);
    let middle = top.join(level(60)).join("link");
    symlink(&other, &middle).unwrap();
    for topdown in [true, false] {
        let mut seen = 0;
        for step in os::walk(&top).followlinks(true).topdown(topdown) {
            step.unwrap();
            seen += 1;
        }
        assert_eq!(seen, 121 + 121);
    }
    std::fs::remove_file(&middle).unwrap();
    remove(&top);
    remove(&other);
}

#[test]
fn a_thread_that_deletes_meanwhile_does_no_harm() {
    let tmp = tempfile::tempdir().unwrap();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                regular(&tmp.path().join("tree"), 3, 4);
                let _ = std::fs::remove_dir_all(tmp.path().join("tree"));
            }
        });
        for round in 0..60 {
            let walk = os::walk(tmp.path()).topdown(round % 2 == 0);
            for step in walk {
                if let Err(error) = step {
                    assert_eq!(error.kind(), ostler::ErrorKind::FileNotFound, "{error}");
                }
            }
        }
        stop.store(true, Ordering::Relaxed);
    });
}
