//! Entries and listings of a walk.

use std::collections::BTreeSet;
use std::os::unix::fs::{MetadataExt as _, symlink};
use std::path::PathBuf;

use ostler::os;
use proptest::prelude::*;

use super::tree::{find, plant, regular, tree};

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, ..ProptestConfig::default() })]

    #[test]
    fn all_that_find_sees_with_types_and_inodes(node in tree()) {
        let tmp = tempfile::tempdir().unwrap();
        let top = tmp.path().join("top");
        plant(&top, &node);
        let mut witness: BTreeSet<PathBuf> = find(&top, &[]).into_iter().collect();
        witness.remove(&top);
        for topdown in [true, false] {
            let mut seen = BTreeSet::new();
            for entry in os::walk(&top).topdown(topdown).entries() {
                let entry = entry.unwrap();
                let status = entry.path().symlink_metadata().unwrap();
                prop_assert_eq!(entry.inode(), status.ino());
                prop_assert_eq!(entry.file_type().is_dir(), status.is_dir());
                prop_assert_eq!(entry.file_type().is_file(), status.is_file());
                prop_assert_eq!(entry.file_type().is_symlink(), status.is_symlink());
                prop_assert_eq!(entry.entry().stat_with(false).unwrap().st_ino(), status.ino().into());
                let below = entry.path().strip_prefix(&top).unwrap();
                prop_assert_eq!(entry.depth(), below.components().count());
                prop_assert!(seen.insert(entry.path().to_owned()));
            }
            prop_assert_eq!(&seen, &witness);
            let mut lent = BTreeSet::new();
            let mut entries = os::walk(&top).topdown(topdown).entries();
            while let Some(entry) = entries.next_ref() {
                lent.insert(entry.unwrap().path());
            }
            prop_assert_eq!(&lent, &witness);
            let mut listed = BTreeSet::new();
            let mut listings = os::walk(&top).topdown(topdown).listings();
            while let Some(listing) = listings.step() {
                let listing = listing.unwrap();
                for entry in listing.entries() {
                    let path = listing.path_of(&entry);
                    let status = path.symlink_metadata().unwrap();
                    prop_assert_eq!(listing.stat(&entry).unwrap().st_ino(), status.ino().into());
                    listed.insert(path);
                }
            }
            prop_assert_eq!(&listed, &witness);
        }
    }
}

#[test]
fn bottom_up_what_is_inside_comes_first() {
    let tmp = tempfile::tempdir().unwrap();
    regular(tmp.path(), 2, 2);
    let mut removed = 0;
    for entry in os::walk(tmp.path()).topdown(false).entries() {
        let entry = entry.unwrap();
        if entry.file_type().is_dir() {
            std::fs::remove_dir(&entry).unwrap();
        } else {
            std::fs::remove_file(&entry).unwrap();
        }
        removed += 1;
    }
    assert_eq!((removed, os::listdir(tmp.path()).unwrap().len()), (13, 0));
}

#[test]
fn directories_can_be_skipped() {
    let tmp = tempfile::tempdir().unwrap();
    regular(tmp.path(), 2, 3);
    let mut entries = os::walk(tmp.path()).entries();
    let mut seen = Vec::new();
    while let Some(entry) = entries.next() {
        let entry = entry.unwrap();
        seen.push(entry.path().strip_prefix(tmp.path()).unwrap().to_owned());
        if entry.name() != "d1" {
            entries.skip_dir();
        }
    }
    seen.sort();
    let expected = ["d0", "d1", "d1/d0", "d1/d1", "d1/d1/file", "d1/d2", "d1/file", "d2", "file"];
    assert_eq!(seen, expected.map(PathBuf::from));

    let mut listings = os::walk(tmp.path()).listings();
    let mut seen = 0;
    while let Some(listing) = listings.step() {
        listing.unwrap().prune(|entry| entry.name() != "d1");
        seen += 1;
    }
    assert_eq!(seen, 3);
}

#[test]
fn links_that_are_followed_say_so() {
    let tmp = tempfile::tempdir().unwrap();
    regular(&tmp.path().join("top"), 0, 0);
    regular(&tmp.path().join("other"), 0, 0);
    symlink("../other", tmp.path().join("top/link")).unwrap();
    let mut names: Vec<_> = os::walk(tmp.path().join("top"))
        .followlinks(true)
        .entries()
        .map(|entry| {
            let entry = entry.unwrap();
            (entry.path().strip_prefix(tmp.path()).unwrap().to_owned(), entry.is_followed())
        })
        .collect();
    names.sort();
    let expected = [("top/file", false), ("top/link", true), ("top/link/file", false)];
    assert_eq!(names, expected.map(|(path, followed)| (path.into(), followed)));
    let mut entries = os::walk(tmp.path().join("top")).entries();
    while let Some(entry) = entries.next_ref() {
        assert!(!entry.unwrap().is_followed());
    }
}

#[test]
fn an_entry_that_outlives_its_directory_goes_by_its_path() {
    let tmp = tempfile::tempdir().unwrap();
    regular(tmp.path(), 1, 1);
    let entries: Vec<_> =
        os::walk(tmp.path()).entries().map(|entry| entry.unwrap().into_entry()).collect();
    assert_eq!(entries.len(), 3);
    for entry in entries {
        assert_eq!(entry.stat().unwrap().st_ino(), entry.inode().into());
    }
}
