use std::path::Path;

use ostler::os::{self, At};
use ostler::{Result, errno};

use super::{Scratch, fails};

type Rename = fn(&Path, &Path, At<'_>, At<'_>) -> Result<()>;

const BOTH: [Rename; 2] =
    [|a, b, x, y| os::rename_with(a, b, x, y), |a, b, x, y| os::replace_with(a, b, x, y)];

#[test]
fn moves_and_replaces() {
    for rename in BOTH {
        let (here, there) = (Scratch::new(), Scratch::new());
        let ino = os::stat(here.file("a", "new")).unwrap().st_ino();
        there.file("b", "old");
        rename(Path::new("a"), Path::new("b"), here.at(), there.at().beneath()).unwrap();
        assert!(!here.path("a").exists());
        assert_eq!(std::fs::read(there.path("b")).unwrap(), b"new");
        assert_eq!(os::stat(there.path("b")).unwrap().st_ino(), ino);
    }
    let scratch = Scratch::new();
    os::rename(scratch.file("a", ""), scratch.path("b")).unwrap();
    os::replace(scratch.path("b"), scratch.path("c")).unwrap();
    assert!(scratch.path("c").exists());
}

#[test]
fn a_link_is_moved_not_what_it_points_to() {
    let scratch = Scratch::new();
    scratch.file("a", "");
    scratch.link("a", "link");
    os::rename_with("link", "moved", scratch.at(), scratch.at()).unwrap();
    assert_eq!(os::readlink(scratch.path("moved")).unwrap(), Path::new("a"));
    assert!(scratch.path("a").exists());
}

#[test]
fn refusals() {
    for rename in BOTH {
        let scratch = Scratch::new();
        let at = scratch.at();
        scratch.file("file", "");
        scratch.dir("empty");
        scratch.dir("full/x");
        for (src, dst, errno) in [
            ("file", "empty", errno::EISDIR),
            ("empty", "file", errno::ENOTDIR),
            ("empty", "full", errno::ENOTEMPTY),
            ("full", "full/x/y", errno::EINVAL),
            ("missing", "x", errno::ENOENT),
            ("file", "missing/x", errno::ENOENT),
            ("file", "/proc/x", errno::EXDEV),
        ] {
            let error = fails(rename(Path::new(src), Path::new(dst), at, at), errno);
            assert_eq!(error.filename(), Some(Path::new(src)));
            assert_eq!(error.filename2(), Some(Path::new(dst)));
        }
        // An empty directory gives way to a directory.
        rename(Path::new("full"), Path::new("empty"), at, at).unwrap();
        assert!(scratch.path("empty/x").is_dir());
    }
}
