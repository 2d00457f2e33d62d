//! Walking by several threads.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use ostler::os;
use proptest::prelude::*;

use super::deep::{chain, limit_descriptors, remove};
use super::tree::{plant, regular, tree};
use crate::support::in_child;

type Flow = ControlFlow<()>;

fn serial(walk: os::Walk<'_>) -> BTreeSet<PathBuf> {
    walk.entries().map(|entry| entry.unwrap().path().to_owned()).collect()
}

fn parallel(walk: os::Walk<'_>, threads: usize) -> BTreeSet<PathBuf> {
    let all = Mutex::new(BTreeSet::new());
    let walked = walk.parallel(threads, |listing| {
        let listing = listing.unwrap();
        let paths: Vec<_> = listing.entries().map(|entry| listing.path_of(&entry)).collect();
        let mut all = all.lock().unwrap();
        for path in paths {
            assert!(all.insert(path), "seen twice");
        }
        Flow::Continue(())
    });
    assert!(walked.unwrap().is_continue());
    all.into_inner().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, ..ProptestConfig::default() })]

    #[test]
    fn the_same_as_by_one(node in tree()) {
        let tmp = tempfile::tempdir().unwrap();
        let top = tmp.path().join("top");
        plant(&top, &node);
        for threads in [0, 1, 2, 7] {
            prop_assert_eq!(parallel(os::walk(&top), threads), serial(os::walk(&top)));
            let followed = parallel(os::walk(&top).followlinks(true), threads);
            prop_assert_eq!(followed, serial(os::walk(&top).followlinks(true)));
            prop_assert_eq!(parallel(os::walk(&top).max_depth(2), threads), serial(os::walk(&top).max_depth(2)));
        }
    }
}

#[test]
fn wide_and_deep_enough_to_share() {
    let tmp = tempfile::tempdir().unwrap();
    regular(tmp.path(), 5, 5);
    let all = serial(os::walk(tmp.path()));
    for _ in 0..20 {
        assert_eq!(parallel(os::walk(tmp.path()), 4), all);
    }
}

#[test]
fn what_is_pruned_is_not_visited() {
    let tmp = tempfile::tempdir().unwrap();
    regular(tmp.path(), 3, 3);
    let skip = |path: &Path| path.ends_with("d1");
    let all = serial(os::walk(tmp.path()).prune(skip));
    assert_eq!(parallel(os::walk(tmp.path()).prune(skip), 3), all);
    let seen = AtomicUsize::new(0);
    let _ = os::walk(tmp.path()).parallel(3, |listing| {
        let mut listing = listing.unwrap();
        listing.prune(|entry| entry.name() == "d1");
        seen.fetch_add(listing.entries().count(), Ordering::Relaxed);
        Flow::Continue(())
    });
    assert_eq!(seen.into_inner(), all.len());
}

#[test]
fn three_thousand_levels_with_64_descriptors() {
    in_child("walk::parallel::three_thousand_levels_with_64_descriptors", || {
        let tmp = tempfile::tempdir().unwrap();
        let top = tmp.path().join("top");
        chain(&top, 3_000);
        limit_descriptors(64);
        let before = crate::support::descriptors();
        let mut held = Vec::new();
        for spare in [50, 8] {
            while let Ok(file) = std::fs::File::open("/dev/null") {
                held.push(file);
            }
            held.truncate(held.len() - spare);
            let seen = AtomicUsize::new(0);
            let walked = os::walk(&top).parallel(2, |listing| {
                seen.fetch_add(listing.unwrap().entries().count(), Ordering::Relaxed);
                Flow::Continue(())
            });
            assert!(walked.unwrap().is_continue());
            assert_eq!(seen.into_inner(), 6_000);
        }
        held.clear();
        assert_eq!(crate::support::descriptors(), before);
        remove(&top);
    });
}

#[test]
fn threads_make_room_for_each_other() {
    in_child("walk::parallel::threads_make_room_for_each_other", || {
        let tmp = tempfile::tempdir().unwrap();
        let top = tmp.path().join("top");
        regular(&top, 6, 3);
        let all = serial(os::walk(&top)).len();
        limit_descriptors(32);
        let before = crate::support::descriptors();
        let mut held = Vec::new();
        while let Ok(file) = std::fs::File::open("/dev/null") {
            held.push(file);
        }
        for spare in [16, 12] {
            held.truncate(held.len() - spare);
            for _ in 0..20 {
                let seen = AtomicUsize::new(0);
                let walked = os::walk(&top).parallel(4, |listing| {
                    seen.fetch_add(listing.unwrap().entries().count(), Ordering::Relaxed);
                    Flow::Continue(())
                });
                assert!(walked.unwrap().is_continue());
                assert_eq!(seen.into_inner(), all);
            }
            while let Ok(file) = std::fs::File::open("/dev/null") {
                held.push(file);
            }
        }
        // Nobody can make room where the program itself has taken it all: errors, soon.
        held.pop();
        held.pop();
        let errors = AtomicUsize::new(0);
        let walked = os::walk(&top).parallel(4, |listing| {
            if let Err(error) = listing {
                assert_eq!(error.errno(), Some(ostler::errno::EMFILE));
                errors.fetch_add(1, Ordering::Relaxed);
            }
            Flow::Continue(())
        });
        assert!(walked.unwrap().is_continue());
        assert!(errors.into_inner() > 0);
        held.clear();
        assert_eq!(crate::support::descriptors(), before);
    });
}

#[test]
fn a_walk_refused_once_is_asked_about_again() {
    in_child("walk::parallel::a_walk_refused_once_is_asked_about_again", || {
        ostler::audit::add_hook(|event| match event.name() {
            "os.walk" => Err(ostler::Error::vetoed("not so")),
            _ => Ok(()),
        });
        let mut walk = os::walk("/etc");
        assert_eq!(walk.step().unwrap().unwrap_err().kind(), ostler::ErrorKind::Vetoed);
        let walked = walk.parallel(1, |_| Flow::Continue(()));
        assert_eq!(walked.unwrap_err().kind(), ostler::ErrorKind::Vetoed);
    });
}

#[test]
fn a_visitor_can_stop_it() {
    let tmp = tempfile::tempdir().unwrap();
    regular(tmp.path(), 4, 4);
    let calls = AtomicUsize::new(0);
    let walked = os::walk(tmp.path()).parallel(4, |listing| {
        let listing = listing.unwrap();
        calls.fetch_add(1, Ordering::Relaxed);
        if listing.depth() == 2 {
            ControlFlow::Break(listing.dirpath().to_owned())
        } else {
            ControlFlow::Continue(())
        }
    });
    let ControlFlow::Break(path) = walked.unwrap() else { panic!("not stopped") };
    assert_eq!(path.strip_prefix(tmp.path()).unwrap().components().count(), 2);
    assert!(calls.into_inner() < 341);
}

#[test]
fn a_panic_of_the_visitor_goes_on_in_the_caller() {
    let tmp = tempfile::tempdir().unwrap();
    regular(tmp.path(), 4, 4);
    for depth in 0..4 {
        let panic = std::panic::catch_unwind(|| {
            os::walk(tmp.path()).parallel(3, |listing| {
                let listing = listing.unwrap();

                assert!(listing.depth() != depth, "enough");
                Flow::Continue(())
            })
        });
        assert_eq!(*panic.unwrap_err().downcast::<&str>().unwrap(), "enough");
    }
}

#[test]
fn errors_come_to_the_visitor_or_the_callback() {
    let tmp = tempfile::tempdir().unwrap();
    regular(tmp.path(), 2, 3);
    symlink(tmp.path(), tmp.path().join("d1/d1/loop")).unwrap();
    let walk = || os::walk(tmp.path()).followlinks(true);
    let errors = Mutex::new(Vec::new());
    let walked = walk().parallel(2, |listing| {
        if let Err(error) = listing {
            errors.lock().unwrap().push(error);
        }
        Flow::Continue(())
    });
    assert!(walked.unwrap().is_continue());
    let errors = errors.into_inner().unwrap();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].errno(), Some(ostler::errno::ELOOP));
    assert_eq!(errors[0].filename(), Some(tmp.path().join("d1/d1/loop").as_path()));
    assert_eq!(errors[0].filename2(), Some(tmp.path()));

    let visit = |listing: ostler::Result<os::Listing<'_>>| {
        listing.unwrap();
        Flow::Continue(())
    };
    assert!(walk().ignore_errors().parallel(2, visit).unwrap().is_continue());
    let error = walk().onerror(Err).parallel(2, visit).unwrap_err();
    assert_eq!(error.errno(), Some(ostler::errno::ELOOP));
    let missing = os::walk(tmp.path().join("missing")).onerror(Err).parallel(2, visit);
    assert_eq!(missing.unwrap_err().kind(), ostler::ErrorKind::FileNotFound);
    let bottom_up = os::walk(tmp.path()).topdown(false).parallel(2, visit);
    assert_eq!(bottom_up.unwrap_err().kind(), ostler::ErrorKind::NotImplemented);
}

#[test]
fn a_veto_ends_it() {
    in_child("walk::parallel::a_veto_ends_it", || {
        let tmp = tempfile::tempdir().unwrap();
        regular(tmp.path(), 3, 3);
        ostler::audit::add_hook(|event| {
            let refused =
                event.name() == "os.scandir" && event.args()[0].to_string().ends_with("d2/d1'");
            if refused { Err(ostler::Error::vetoed("not there")) } else { Ok(()) }
        });
        let walked = os::walk(tmp.path()).parallel(3, |_| Flow::Continue(()));
        assert_eq!(walked.unwrap_err().kind(), ostler::ErrorKind::Vetoed);
    });
}

#[test]
fn a_thread_that_deletes_meanwhile_does_no_harm() {
    let tmp = tempfile::tempdir().unwrap();
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                regular(&tmp.path().join("tree"), 3, 4);
                let _ = std::fs::remove_dir_all(tmp.path().join("tree"));
            }
        });
        for _ in 0..40 {
            let walked = os::walk(tmp.path()).parallel(2, |listing| {
                if let Err(error) = listing {
                    let moved = error.errno() == Some(ostler::errno::ESTALE);
                    assert!(moved || error.kind() == ostler::ErrorKind::FileNotFound, "{error}");
                }
                Flow::Continue(())
            });
            assert!(walked.unwrap().is_continue());
        }
        stop.store(true, Ordering::Relaxed);
    });
}
