use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use ostler::ErrorKind;
use ostler::fd::AsFd as _;
use ostler::os::{self, At};
use ostler::{errno, stat};

use super::{Scratch, fails, refused};

#[test]
fn an_absolute_path_does_not_look_at_the_directory() {
    let scratch = Scratch::new();
    let null = os::open("/dev/null", os::O_RDONLY).unwrap();
    assert!(os::stat_with("/", scratch.at()).is_ok());
    assert!(os::stat_with("/", At::dir(&null)).is_ok());
    fails(os::stat_with("x", At::dir(&null)), errno::ENOTDIR);
}

#[test]
fn getters_and_the_default() {
    let scratch = Scratch::new();
    let at = At::default();
    assert!(at.dir_fd().is_none() && at.follows_symlinks() && !at.is_beneath());
    let at = At::from(scratch.dir.as_fd()).nofollow().beneath();
    assert!(at.dir_fd().is_some() && !at.follows_symlinks() && at.is_beneath());
}

#[test]
fn a_target_can_be_written_in_many_ways() {
    let scratch = Scratch::new();
    let path = scratch.file("a", "four");
    let text = path.to_str().unwrap();
    let file = std::fs::File::open(&path).unwrap();
    let owned = os::open(&path, os::O_RDONLY).unwrap();
    let sizes = [
        os::stat(text),
        os::stat(text.to_owned()),
        os::stat(OsStr::new(text)),
        os::stat(OsStr::new(text).to_owned()),
        os::stat(path.as_path()),
        os::stat(&path),
        os::stat(path.clone()),
        os::stat(Cow::Borrowed(OsStr::new(text))),
        os::stat(Cow::Borrowed(Path::new(text))),
        os::stat(Box::<Path>::from(path.as_path())),
        os::stat(Rc::new(path.clone())),
        os::stat(&file),
        os::stat(&owned),
        os::stat(owned.as_fd()),
        os::stat(Arc::new(file)),
    ];
    for size in sizes {
        assert_eq!(size.unwrap().st_size(), 4);
    }
    assert!(os::stat(std::path::Component::ParentDir).is_ok());
    assert!(os::stat(std::io::stderr()).is_ok());
}

#[test]
fn a_descriptor_takes_no_options_of_paths() {
    let scratch = Scratch::new();
    let fd = &scratch.dir;
    for at in [scratch.at(), At::cwd().nofollow(), At::cwd().beneath()] {
        refused(os::stat_with(fd, at), ErrorKind::Value);
        refused(os::chmod_with(fd, 0o700, at), ErrorKind::Value);
        refused(os::chown_with(fd, None, None, at), ErrorKind::Value);
        refused(os::utime_with(fd, os::Times::Now, at), ErrorKind::Value);
        refused(
            os::statx_with(fd, os::STATX_TYPE, os::AT_STATX_SYNC_AS_STAT, at),
            ErrorKind::Value,
        );
    }
}

#[test]
fn an_option_that_cannot_apply_is_not_implemented() {
    let scratch = Scratch::new();
    let at = scratch.at();
    let nofollow = at.nofollow();
    scratch.file("a", "");
    for (name, result) in [
        ("mkdir", os::mkdir_with("x", 0o777, nofollow)),
        ("rmdir", os::rmdir_with("x", nofollow)),
        ("remove", os::remove_with("a", nofollow)),
        ("unlink", os::unlink_with("a", nofollow)),
        ("mkfifo", os::mkfifo_with("x", 0o666, nofollow)),
        ("mknod", os::mknod_with("x", 0o600, 0, nofollow)),
        ("symlink", os::symlink_with("a", "x", false, nofollow)),
        ("readlink", os::readlink_with("a", nofollow).map(drop)),
        ("link", os::link_with("a", "x", at, nofollow)),
        ("rename", os::rename_with("a", "x", nofollow, at)),
        ("rename", os::rename_with("a", "x", at, nofollow)),
        ("replace", os::replace_with("a", "x", nofollow, at)),
        ("renames", os::renames_with("a", "x", at, nofollow)),
        ("removedirs", os::removedirs_with("x", nofollow)),
        (
            "makedirs",
            os::makedirs_with("x", os::MakedirsOptions { at: nofollow, ..Default::default() }),
        ),
    ] {
        let error = refused(result, ErrorKind::NotImplemented);
        assert!(error.to_string().contains("follow_symlinks"), "{name}: {error}");
    }
    assert!(scratch.path("a").exists() && !scratch.path("x").exists());
}

/// Paths that end in a dot or a slash, where the entry and what it leads to differ.
#[test]
fn beneath_takes_the_ends_of_paths_as_the_kernel_does() {
    let scratch = Scratch::new();
    scratch.dir("d/e");
    scratch.link("d", "link");
    scratch.file("f", "");
    let plain = scratch.at();
    let beneath = plain.beneath();
    for path in [
        "d",
        "d/",
        "d//",
        "d/.",
        "d/..",
        ".",
        "link",
        "link/",
        "link/.",
        "link/e",
        "f",
        "f/",
        "f/.",
        "d/e/../..",
        "missing",
        "missing/",
        "",
        "d/../f",
    ] {
        for (a, b) in [(plain, beneath), (plain.nofollow(), beneath.nofollow())] {
            let file = |at| os::stat_with(path, at).map(|st| st.st_ino()).map_err(|e| e.errno());
            assert_eq!(file(a), file(b), "{path:?} {a:?}");
            let size = |at| {
                os::statx_with(path, os::STATX_INO, os::AT_STATX_SYNC_AS_STAT, at)
                    .map(|st| st.stx_ino())
                    .map_err(|e| e.errno())
            };
            assert_eq!(size(a), size(b), "{path:?} {a:?}");
            let there = |at| os::access_with(path, os::F_OK, false, at).unwrap();
            assert_eq!(there(a), there(b), "{path:?} {a:?}");
            let own = |at| os::chown_with(path, None, None, at).map_err(|e| e.errno());
            assert_eq!(own(a), own(b), "{path:?} {a:?}");
        }
        let says = |at| os::readlink_with(path, at).map_err(|e| e.errno());
        assert_eq!(says(plain), says(beneath), "{path:?}");
    }
}

#[test]
#[allow(clippy::redundant_closure_for_method_calls, reason = "the method is not general enough")]
fn beneath_makes_and_removes_as_the_kernel_does() {
    let numbers = |at: fn(At<'_>) -> At<'_>| {
        let scratch = Scratch::new();
        scratch.dir("d");
        scratch.link("d", "link");
        scratch.link("missing", "dangling");
        scratch.file("f", "");
        let at = at(scratch.at());
        let mut seen = Vec::new();
        for path in [
            "d",
            "d/",
            "d/.",
            "d/..",
            ".",
            "link",
            "link/",
            "dangling/",
            "f/",
            "f/x",
            "new/",
            "new//",
            "",
        ] {
            let mut note = |what, result: ostler::Result<()>| {
                seen.push((path, what, result.map_err(|e| e.errno())));
            };
            note("mkdir", os::mkdir_with(path, 0o777, at));
            note("rename", os::rename_with(path, "moved", at, at));
            note("back", os::rename_with("moved", path, at, at));
            note("rmdir", os::rmdir_with(path, at));
            note("remove", os::remove_with(path, at));
            note("symlink", os::symlink_with("f", path, false, at));
            note("mkfifo", os::mkfifo_with(path, 0o666, at));
            note("link", os::link_with("f", path, at, at));
        }
        seen
    };
    let plain = numbers(|at| at);
    let beneath = numbers(|at| at.beneath());
    for (plain, beneath) in plain.iter().zip(&beneath) {
        assert_eq!(plain, beneath);
    }
}

#[test]
fn beneath_opens_with_a_mode_that_is_not_needed() {
    let scratch = Scratch::new();
    scratch.file("a", "text");
    let at = scratch.at().beneath();
    let file = os::open_with("a", os::O_RDONLY, 0o777, at).unwrap();
    assert_eq!(os::fstat(&file).unwrap().st_size(), 4);
    let made = os::open_with("b", os::O_WRONLY | os::O_CREAT, 0o100_600, at).unwrap();
    assert_eq!(os::fstat(&made).unwrap().st_mode() & 0o777, 0o600);
    scratch.link("a", "link");
    fails(os::open_with("link", os::O_RDONLY, 0, at.nofollow()), errno::ELOOP);
    assert!(os::open_with("link", os::O_RDONLY, 0, at).is_ok());
    assert!(stat::S_ISLNK(os::lstat_with("link", at).unwrap().st_mode()));
}

#[test]
fn beneath_the_current_directory() {
    super::super::support::in_child("files::at::beneath_the_current_directory", || {
        let scratch = Scratch::new();
        os::chdir(scratch.dir("in")).unwrap();
        os::mkdir_with("a", 0o777, At::cwd().beneath()).unwrap();
        fails(os::mkdir_with("../b", 0o777, At::cwd().beneath()), errno::EXDEV);
        assert!(scratch.path("in/a").is_dir() && !scratch.path("b").exists());
        os::chdir("/").unwrap();
    });
}
