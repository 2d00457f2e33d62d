//! Nothing outside is ever reached: each function, each way out.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use ostler::errno;
use ostler::os::{self, At};

use super::calls::{CALLS, OTHER, Wants};
use super::{Scratch, fails};

/// A directory to stay in, and beside it one to stay out of.
pub(super) struct Yard {
    scratch: Scratch,
}

impl Yard {
    pub(super) fn new() -> Self {
        let scratch = Scratch::new();
        scratch.dir("in/sub");
        scratch.dir("out/empty");
        scratch.file("out/file", "text");
        scratch.link("file", "out/link");
        scratch.file("in/other", "other");
        scratch.link("../out", "in/relative");
        scratch.link(scratch.path("out"), "in/absolute");
        scratch.link("sub/../../out", "in/roundabout");
        Self { scratch }
    }

    pub(super) fn inside(&self) -> PathBuf {
        self.scratch.path("in")
    }

    pub(super) fn outside(&self) -> PathBuf {
        self.scratch.path("out")
    }

    /// All that anybody can see of the outside.
    pub(super) fn snapshot(&self) -> Vec<String> {
        let mut seen = Vec::new();
        let mut all = vec![self.outside()];
        while let Some(path) = all.pop() {
            let meta = fs::symlink_metadata(&path).unwrap();
            seen.push(format!(
                "{} {:o} {} {} {} {}.{} {}.{} {}.{}",
                path.display(),
                meta.mode(),
                meta.nlink(),
                meta.uid(),
                meta.size(),
                meta.mtime(),
                meta.mtime_nsec(),
                meta.ctime(),
                meta.ctime_nsec(),
                meta.ino(),
                meta.dev(),
            ));
            if meta.is_dir() {
                all.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            }
        }
        seen.sort();
        seen
    }
}

fn name(wants: Wants) -> &'static str {
    match wants {
        Wants::File => "file",
        Wants::Link => "link",
        Wants::Dir => "empty",
        Wants::Nothing => "new",
    }
}

#[test]
fn no_function_leaves_by_any_path() {
    let yard = Yard::new();
    let dir = os::open(yard.inside(), os::O_RDONLY).unwrap();
    let at = At::dir(&dir).beneath();
    let before = yard.snapshot();
    for call in CALLS {
        let name = name(call.wants);
        let absolute = yard.outside().join(name);
        let paths = ["..", "../out", "relative", "absolute", "roundabout", "sub/../../out"];
        let paths = paths.iter().map(|way| Path::new(way).join(name)).chain([
            absolute,
            yard.outside(),
            "..".into(),
            "../".into(),
            "sub/../..".into(),
        ]);
        for path in paths {
            let error = (call.run)(&path, at).expect_err(call.name);
            assert_eq!(error.errno(), Some(errno::EXDEV), "{} {path:?}: {error}", call.name);
        }
        assert_eq!(yard.snapshot(), before, "{} reached the outside", call.name);
        assert_eq!(fs::read(yard.inside().join(OTHER)).unwrap(), b"other", "{}", call.name);
        assert_eq!(fs::read_dir(yard.inside()).unwrap().count(), 5, "{}", call.name);
    }
}

/// The kernel's own links jump without a path to look at.
#[test]
fn magic_links_are_not_followed() {
    let own = os::open("/proc/self", os::O_RDONLY).unwrap();
    let at = At::dir(&own).beneath();
    for path in ["cwd", "root", "exe", "cwd/.", "root/etc"] {
        fails(os::stat_with(path, at), errno::ELOOP);
    }
    assert!(os::readlink_with("cwd", at).is_ok());
}

/// The path stays inside, but what stands there is a link to the outside.
#[test]
fn no_function_follows_a_link_at_the_end_to_the_outside() {
    let yard = Yard::new();
    let dir = os::open(yard.inside(), os::O_RDONLY).unwrap();
    let at = At::dir(&dir).beneath();
    std::os::unix::fs::symlink("../out/file", yard.inside().join("trap")).unwrap();
    let before = yard.snapshot();
    for call in CALLS.iter().filter(|call| call.wants == Wants::File) {
        let result = (call.run)(Path::new("trap"), at);
        match call.name {
            // These are about the entry, and the entry is inside. It is put back for the next.
            "lstat" => result.unwrap(),
            "remove" | "unlink" | "rename" | "replace" | "renames" | "replace to" => {
                result.unwrap();
                let _ = fs::remove_file(yard.inside().join("trap"));
                let _ = fs::remove_file(yard.inside().join(OTHER));
                fs::write(yard.inside().join(OTHER), "other").unwrap();
                std::os::unix::fs::symlink("../out/file", yard.inside().join("trap")).unwrap();
            }
            _ => {
                fails(result, errno::EXDEV);
            }
        }
        assert_eq!(yard.snapshot(), before, "{} reached the outside", call.name);
    }
}

#[test]
fn the_link_itself_can_be_had() {
    let yard = Yard::new();
    let dir = os::open(yard.inside(), os::O_RDONLY).unwrap();
    let at = At::dir(&dir).beneath().nofollow();
    let before = yard.snapshot();
    for call in CALLS.iter().filter(|call| call.nofollow) {
        let _ = fs::remove_file(yard.inside().join(OTHER));
        (call.run)(Path::new("relative"), at).unwrap_or_else(|e| panic!("{}: {e}", call.name));
    }
    assert_eq!(yard.snapshot(), before);
    assert_eq!(fs::read_link(yard.inside().join(OTHER)).unwrap(), Path::new("../out"));
    assert_eq!(fs::symlink_metadata(yard.inside().join("relative")).unwrap().mtime_nsec(), 1);
}

#[test]
fn each_function_works_beneath() {
    for call in CALLS {
        let yard = Yard::new();
        let inside = yard.inside();
        fs::create_dir(inside.join("sub/empty")).unwrap();
        fs::write(inside.join("sub/file"), "").unwrap();
        std::os::unix::fs::symlink("file", inside.join("sub/link")).unwrap();
        std::os::unix::fs::symlink("sub", inside.join("way")).unwrap();
        if matches!(call.name, "link") {
            fs::remove_file(inside.join(OTHER)).unwrap();
        }
        let dir = os::open(&inside, os::O_RDONLY).unwrap();
        let path = Path::new("way/../way").join(name(call.wants));
        (call.run)(&path, At::dir(&dir).beneath())
            .unwrap_or_else(|error| panic!("{}: {error}", call.name));
    }
}

#[test]
fn the_error_names_the_paths_as_they_were_given() {
    let yard = Yard::new();
    let dir = os::open(yard.inside(), os::O_RDONLY).unwrap();
    let at = At::dir(&dir).beneath();
    let error = os::rename_with(OTHER, "../out/x", at, at).unwrap_err();
    assert_eq!(error.filename(), Some(Path::new(OTHER)));
    assert_eq!(error.filename2(), Some(Path::new("../out/x")));
    let error = os::stat_with("relative/file", at).unwrap_err();
    assert_eq!(error.to_string(), "[Errno 18] Invalid cross-device link: 'relative/file'");
}
