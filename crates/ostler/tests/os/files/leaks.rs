//! Descriptors opened on the way are closed on the way.

use std::path::Path;

use ostler::os::{self, At};

use super::Scratch;
use super::calls::CALLS;
use crate::support::{descriptors, in_child};

#[test]
fn no_function_leaves_a_descriptor_open() {
    in_child("files::leaks::no_function_leaves_a_descriptor_open", || {
        // The way out of `in` ends in the scratch directory: these calls do what they are asked to do.
        let scratch = Scratch::new();
        scratch.dir("in/empty");
        scratch.dir("out");
        scratch.link("../out", "in/out");
        let inside = os::open(scratch.path("in"), os::O_RDONLY).unwrap();
        let at = At::dir(&inside);
        let absolute = scratch.path("out/x");
        let absolute = absolute.to_str().unwrap();
        let before = descriptors();
        for call in CALLS {
            for path in [
                "file",
                "link",
                "empty",
                "new",
                "out/x",
                "../x",
                absolute,
                "missing/x",
                "",
                "a\0b",
                "empty/a\0b",
                "..",
            ] {
                for at in [at, at.beneath(), at.nofollow(), at.nofollow().beneath()] {
                    for name in ["in/file", "in/other", "out/x"] {
                        std::fs::write(scratch.path(name), "").ok();
                    }
                    let _ = (call.run)(Path::new(path), at);
                    let _ = std::fs::remove_file(scratch.path("in/new"));
                    for dir in [".", "in", "out"] {
                        let _ = os::chmod(scratch.path(dir), 0o700);
                    }
                }
            }
            assert_eq!(descriptors(), before, "{}", call.name);
        }
    });
}
