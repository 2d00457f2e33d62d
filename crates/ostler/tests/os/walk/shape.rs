//! Which directories come, in which order, with which names.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use ostler::os;
use proptest::prelude::*;

use super::tree::{Node, find, paths, plant, regular, tree};
use crate::support::as_nobody;

fn steps(walk: os::Walk<'_>) -> Vec<os::WalkStep> {
    walk.collect::<ostler::Result<_>>().unwrap()
}

fn planted(node: &Node) -> (tempfile::TempDir, PathBuf) {
    let tmp = tempfile::tempdir().unwrap();
    let top = tmp.path().join("top");
    plant(&top, node);
    (tmp, top)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn sees_what_find_sees(node in tree()) {
        let (_tmp, top) = planted(&node);
        let steps = steps(os::walk(&top));
        let mut witness: BTreeSet<PathBuf> = find(&top, &[]).into_iter().collect();
        witness.remove(&top);
        prop_assert_eq!(paths(&steps), witness);
        // Directories in the order of find: each before those below it, siblings as the file system has them.
        let order: Vec<_> = steps.iter().map(|step| step.dirpath.clone()).collect();
        prop_assert_eq!(order, find(&top, &["-type", "d"]));
    }

    #[test]
    fn bottom_up_is_the_order_of_find_depth(node in tree()) {
        let (_tmp, top) = planted(&node);
        let order: Vec<_> = steps(os::walk(&top).topdown(false)).into_iter().map(|step| step.dirpath).collect();
        prop_assert_eq!(order, find(&top, &["-depth", "-type", "d"]));
    }

    #[test]
    fn follows_links_as_find_does(node in tree()) {
        let (tmp, top) = planted(&node);
        // A link to another tree, which has links of its own.
        let other = tmp.path().join("other");
        plant(&other, &node);
        symlink("../other", top.join("to other")).unwrap();
        let seen: BTreeSet<_> =
            steps(os::walk(&top).followlinks(true)).into_iter().map(|step| step.dirpath).collect();
        prop_assert_eq!(seen, find(&top, &["-L", "-type", "d"]).into_iter().collect());
    }

    #[test]
    fn splits_directories_from_the_rest(node in tree()) {
        let (_tmp, top) = planted(&node);
        for step in steps(os::walk(&top)) {
            for name in &step.dirnames {
                prop_assert!(step.dirpath.join(name).is_dir());
            }
            for name in &step.filenames {
                prop_assert!(!step.dirpath.join(name).is_dir());
            }
        }
    }
}

#[test]
fn the_top_is_named_as_given() {
    let tmp = tempfile::tempdir().unwrap();
    regular(&tmp.path().join("top"), 1, 2);
    let given = tmp.path().to_str().unwrap();
    for end in ["/top", "/top/", "//top/."] {
        let top = &format!("{given}{end}");
        let first = os::walk(top).next().unwrap().unwrap();
        assert_eq!(first.dirpath.as_os_str(), top.as_str());
        let names: BTreeSet<OsString> =
            first.dirnames.iter().chain(&first.filenames).cloned().collect();
        assert_eq!(names, os::listdir(top).unwrap().into_iter().collect());
        let second = os::walk(top).nth(1).unwrap().unwrap();
        let joined = std::path::Path::new(top).join(&first.dirnames[0]);
        assert_eq!(second.dirpath.as_os_str(), joined.as_os_str());
        assert_eq!((first.depth, second.depth), (0, 1));
    }
}

#[test]
fn what_is_taken_out_is_not_visited() {
    let tmp = tempfile::tempdir().unwrap();
    regular(tmp.path(), 2, 3);
    let mut walk = os::walk(tmp.path());
    let mut visited = Vec::new();
    while let Some(step) = walk.step() {
        let step = step.unwrap();
        step.dirnames.retain(|name| name != "d1");
        step.dirnames.sort_by(|a, b| b.cmp(a));
        visited.push(step.dirpath.strip_prefix(tmp.path()).unwrap().to_owned());
    }
    let expected = ["", "d2", "d2/d2", "d2/d0", "d0", "d0/d2", "d0/d0"];
    assert_eq!(visited, expected.map(PathBuf::from));
}

#[test]
fn what_is_put_in_is_visited() {
    let tmp = tempfile::tempdir().unwrap();
    let top = tmp.path().join("top");
    std::fs::create_dir_all(top.join("old")).unwrap();
    std::fs::create_dir_all(tmp.path().join("elsewhere/deep")).unwrap();
    let mut walk = os::walk(&top);
    let mut visited = Vec::new();
    while let Some(step) = walk.step() {
        let Ok(step) = step else {
            visited.push("error".into());
            continue;
        };
        if step.dirpath == top {
            std::fs::rename(top.join("old"), top.join("renamed")).unwrap();
            std::fs::create_dir_all(top.join("new/below")).unwrap();
            *step.dirnames =
                ["renamed", "new", "gone", "new/below", "nul\0", ""].map(OsString::from).to_vec();
            step.dirnames.push("n".repeat(70_000).into());
            step.dirnames.push(tmp.path().join("elsewhere").into());
        }
        visited.push(step.dirpath.to_owned());
    }
    // The two that cannot be names fail first; then the missing one and the empty one, in order.
    let expected = [
        top.clone(),
        "error".into(),
        "error".into(),
        top.join("renamed"),
        top.join("new"),
        top.join("new/below"),
        "error".into(),
        top.join("new/below"),
        "error".into(),
        tmp.path().join("elsewhere"),
        tmp.path().join("elsewhere/deep"),
    ];
    assert_eq!(visited, expected);
}

#[test]
fn a_link_put_in_is_followed_if_links_are() {
    let tmp = tempfile::tempdir().unwrap();
    let top = tmp.path().join("top");
    std::fs::create_dir_all(top.join("dir")).unwrap();
    std::fs::create_dir(tmp.path().join("other")).unwrap();
    let link = tmp.path().join("link");
    symlink("other", &link).unwrap();
    for follow in [true, false] {
        let mut walk = os::walk(&top).followlinks(follow);
        walk.step().unwrap().unwrap().dirnames.push(link.clone().into());
        assert_eq!(walk.step().unwrap().unwrap().dirpath, top.join("dir"));
        let last = walk.step().unwrap();
        if follow {
            assert_eq!(last.unwrap().dirpath, link);
        } else {
            assert_eq!(last.unwrap_err().kind(), ostler::ErrorKind::NotADirectory);
        }
        assert!(walk.step().is_none());
    }
}

#[test]
fn what_was_chosen_holds_if_the_walk_goes_on_in_another_way() {
    let tmp = tempfile::tempdir().unwrap();
    regular(tmp.path(), 1, 2);
    let mut walk = os::walk(tmp.path());
    walk.step().unwrap().unwrap().dirnames.retain(|name| name != "d0");
    let left: Vec<_> = walk.entries().map(|entry| entry.unwrap().path().to_owned()).collect();
    assert_eq!(left, [tmp.path().join("d1/file")]);
}

#[test]
fn the_lists_do_not_matter_bottom_up() {
    let tmp = tempfile::tempdir().unwrap();
    regular(tmp.path(), 2, 2);
    let mut walk = os::walk(tmp.path()).topdown(false);
    let mut visited = 0;
    while let Some(step) = walk.step() {
        step.unwrap().dirnames.clear();
        visited += 1;
    }
    assert_eq!(visited, 7);
}

#[test]
fn prune_and_max_depth() {
    let tmp = tempfile::tempdir().unwrap();
    regular(tmp.path(), 3, 2);
    for topdown in [true, false] {
        for (depth, expected) in [(0, 1), (1, 3), (2, 7), (3, 15), (4, 15)] {
            let walk = os::walk(tmp.path()).topdown(topdown).max_depth(depth);
            assert_eq!(steps(walk).len(), expected);
        }
        let walk = os::walk(tmp.path()).topdown(topdown).prune(|dir| dir.ends_with("d1"));
        let left = steps(walk);
        assert_eq!(left.len(), 4);
        assert!(left.iter().filter(|step| step.depth < 3).all(|step| step.dirnames.len() == 2));
    }
}

#[test]
fn a_link_back_up_is_an_error_with_both_paths() {
    let tmp = tempfile::tempdir().unwrap();
    let top = tmp.path().join("top");
    std::fs::create_dir_all(top.join("a/b")).unwrap();
    symlink("../../a", top.join("a/b/up")).unwrap();
    symlink(".", top.join("a/b/self")).unwrap();
    symlink(&top, top.join("a/b/top")).unwrap();
    for topdown in [true, false] {
        let (steps, errors): (Vec<_>, Vec<_>) =
            os::walk(&top).followlinks(true).topdown(topdown).partition(Result::is_ok);
        assert_eq!(steps.len(), 3);
        let mut loops: Vec<_> = errors
            .into_iter()
            .map(|error| {
                let error = error.unwrap_err();
                assert_eq!(error.errno(), Some(ostler::errno::ELOOP));
                assert_eq!(error.kind(), ostler::ErrorKind::Os);
                (error.filename().unwrap().to_owned(), error.filename2().unwrap().to_owned())
            })
            .collect();
        loops.sort();
        let expected = [("a/b/self", "a/b"), ("a/b/top", ""), ("a/b/up", "a")];
        let path = |name: &str| if name.is_empty() { top.clone() } else { top.join(name) };
        assert_eq!(loops, expected.map(|(link, above)| (path(link), path(above))));
    }
}

#[test]
fn two_links_to_each_other_end() {
    let tmp = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(tmp.path().join("a")).unwrap();
    std::fs::create_dir_all(tmp.path().join("b")).unwrap();
    symlink("../b", tmp.path().join("a/x")).unwrap();
    symlink("../a", tmp.path().join("b/y")).unwrap();
    let all: Vec<_> = os::walk(tmp.path()).followlinks(true).collect();
    // The top, a, a/x, b, b/y; and a/x/y, b/y/x lead back.
    assert_eq!(all.iter().filter(|step| step.is_ok()).count(), 5);
    assert_eq!(all.iter().filter(|step| step.is_err()).count(), 2);
}

#[test]
fn a_top_that_cannot_be_walked() {
    let tmp = tempfile::tempdir().unwrap();
    let file = tmp.path().join("file");
    std::fs::write(&file, "").unwrap();
    let missing = tmp.path().join("missing");
    let long = PathBuf::from("long/".repeat(1_000));
    for (top, kind) in [
        (file.as_path(), ostler::ErrorKind::NotADirectory),
        (missing.as_path(), ostler::ErrorKind::FileNotFound),
        (long.as_path(), ostler::ErrorKind::Os),
        (OsStr::from_bytes(b"nul\0").as_ref(), ostler::ErrorKind::Value),
        ("".as_ref(), ostler::ErrorKind::FileNotFound),
    ] {
        let mut walk = os::walk(top);
        let error = walk.next().unwrap().unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(walk.next().is_none() && walk.next().is_none());
        assert_eq!(os::walk(top).ignore_errors().count(), 0);
        if kind != ostler::ErrorKind::Value {
            assert_eq!(error.filename(), Some(top));
        }
    }
}

#[test]
fn a_link_as_top_is_walked() {
    let tmp = tempfile::tempdir().unwrap();
    regular(&tmp.path().join("top"), 1, 1);
    symlink("top", tmp.path().join("link")).unwrap();
    assert_eq!(steps(os::walk(tmp.path().join("link"))).len(), 2);
}

#[test]
fn unreadable_directories_are_errors_on_the_way() {
    as_nobody("walk::shape::unreadable_directories_are_errors_on_the_way", || {
        use std::os::unix::fs::PermissionsExt as _;
        let tmp = tempfile::tempdir().unwrap();
        regular(tmp.path(), 1, 3);
        let closed = tmp.path().join("d1");
        std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).unwrap();
        for topdown in [true, false] {
            let all: Vec<_> = os::walk(tmp.path()).topdown(topdown).collect();
            assert_eq!(all.iter().filter(|step| step.is_ok()).count(), 3);
            let error = all.into_iter().find_map(Result::err).unwrap();
            assert_eq!(error.kind(), ostler::ErrorKind::PermissionDenied);
            assert_eq!(error.filename(), Some(closed.as_path()));

            let mut heard = Vec::new();
            let walk = os::walk(tmp.path()).topdown(topdown).onerror(|error| {
                heard.push(error.to_string());
                Ok(())
            });
            assert_eq!(steps(walk).len(), 3);
            assert_eq!(heard.len(), 1);

            let mut walk = os::walk(tmp.path()).topdown(topdown).onerror(Err);
            let last = walk.by_ref().last().unwrap().unwrap_err();
            assert_eq!(last.kind(), ostler::ErrorKind::PermissionDenied);
            assert!(walk.next().is_none());
            assert_eq!(os::walk(tmp.path()).topdown(topdown).ignore_errors().count(), 3);
        }
        std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o700)).unwrap();
    });
}
