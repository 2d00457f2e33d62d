use std::collections::BTreeSet;

use ostler::ErrorKind;
use ostler::os::{self, At, MakedirsOptions};

use super::Scratch;
use super::calls::{CALLS, Wants};

/// A name in the set works, a name that is not in it does not exist or cannot.
#[test]
fn supports_dir_fd_is_true() {
    let names = os::supports_dir_fd();
    let mut tried = BTreeSet::from(["fwalk"]);
    for call in CALLS {
        // The section gives these a directory beyond the reference.
        let name = call.name.split(' ').next().unwrap();
        if matches!(name, "makedirs" | "removedirs" | "renames") {
            assert!(!names.contains(name));
            continue;
        }
        assert!(names.contains(name), "{name}");
        tried.insert(name);
        let scratch = Scratch::new();
        scratch.dir("empty");
        scratch.file("file", "");
        scratch.link("file", "link");
        if call.name != "link" {
            scratch.file("other", "");
        }
        let path = match call.wants {
            Wants::File => "file",
            Wants::Link => "link",
            Wants::Dir => "empty",
            Wants::Nothing => "new",
        };
        (call.run)(path.as_ref(), scratch.at()).unwrap_or_else(|e| panic!("{}: {e}", call.name));
    }
    assert_eq!(names.iter().collect::<BTreeSet<_>>(), tried);
}

#[test]
fn supports_fd_is_true() {
    crate::support::in_child("files::support::supports_fd_is_true", || {
        let names = os::supports_fd();
        let scratch = Scratch::new();
        let file = std::fs::File::create(scratch.path("a")).unwrap();
        for (name, result) in [
            ("chdir", os::chdir(&scratch.dir)),
            ("chmod", os::chmod(&file, 0o600)),
            ("chown", os::chown(&file, None, None)),
            ("stat", os::stat(&file).map(drop)),
            ("statvfs", os::statvfs(&file).map(drop)),
            ("statx", os::statx(&file, os::STATX_TYPE).map(drop)),
            ("truncate", os::truncate(&file, 0)),
            ("utime", os::utime(&file, os::Times::Now)),
        ] {
            assert!(names.contains(name), "{name}");
            result.unwrap();
        }
        for name in ["execve", "listdir", "pathconf", "scandir"] {
            assert!(names.contains(name), "{name}");
        }
        assert!(!names.contains("mkdir") && !names.contains(""));
        os::chdir("/").unwrap();
    });
}

#[test]
fn supports_follow_symlinks_is_true() {
    let names = os::supports_follow_symlinks();
    let scratch = Scratch::new();
    let link = scratch.link("missing", "link");
    let at = At::cwd().nofollow();
    for call in CALLS.iter().filter(|call| call.nofollow) {
        assert!(names.contains(call.name), "{}", call.name);
        let result = (call.run)("link".as_ref(), scratch.at().nofollow());
        assert!(result.is_ok(), "{}: {result:?}", call.name);
    }
    assert_eq!(names.contains("chmod"), os::chmod_with(&link, 0o600, at).is_ok(), "chmod");
    let dirs = MakedirsOptions { at, ..Default::default() };
    assert_eq!(
        os::makedirs_with(scratch.path("x"), dirs).unwrap_err().kind(),
        ErrorKind::NotImplemented
    );
}

#[test]
fn supports_effective_ids_is_true() {
    let names = os::supports_effective_ids();
    assert_eq!(names.iter().collect::<Vec<_>>(), ["access"]);
    assert!(os::access_with("/", os::F_OK, true, At::cwd()).unwrap());
    assert_eq!(format!("{names:?}"), "{\"access\"}");
}
