//! Descriptors opened on the way are closed on the way.

use std::path::Path;

use ostler::os::At;

use super::Scratch;
use super::calls::CALLS;
use crate::support::{descriptors, in_child};

#[test]
fn no_function_leaves_a_descriptor_open() {
    in_child("files::leaks::no_function_leaves_a_descriptor_open", || {
        let scratch = Scratch::new();
        scratch.dir("empty");
        scratch.link("..", "out");
        let before = descriptors();
        for call in CALLS {
            for path in [
                "file",
                "link",
                "empty",
                "new",
                "out/x",
                "../x",
                "/x",
                "missing/x",
                "",
                "a\0b",
                "empty/a\0b",
                "..",
            ] {
                for at in [
                    scratch.at(),
                    scratch.at().beneath(),
                    scratch.at().nofollow(),
                    scratch.at().nofollow().beneath(),
                ] {
                    std::fs::write(scratch.path("file"), "").ok();
                    std::fs::write(scratch.path("other"), "").ok();
                    let _ = (call.run)(Path::new(path), at);
                    let _ = std::fs::remove_file(scratch.path("new"));
                }
            }
            assert_eq!(descriptors(), before, "{}", call.name);
        }
        let _ = At::cwd();
    });
}
