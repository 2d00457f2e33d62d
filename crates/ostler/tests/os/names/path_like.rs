use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use ostler::os::{self, PathLike};

#[test]
fn whatever_gives_a_path() {
    let path = Path::new("/a/b");
    assert_eq!(os::fspath("/a/b"), path);
    assert_eq!(os::fspath(&String::from("/a/b")), path);
    assert_eq!(os::fspath(OsStr::new("/a/b")), path);
    assert_eq!(OsString::from("/a/b").fspath(), path);
    assert_eq!(PathBuf::from("/a/b").fspath(), path);
    assert_eq!(Cow::Borrowed(path).fspath(), path);
    assert_eq!(path.components().fspath(), path);
}

#[test]
fn a_type_of_the_programs_own() {
    struct Named(&'static str);
    impl AsRef<Path> for Named {
        fn as_ref(&self) -> &Path {
            self.0.as_ref()
        }
    }
    fn dynamic(path: &dyn PathLike) -> &Path {
        path.fspath()
    }
    assert_eq!(os::fspath(&Named("x\0y")), Path::new("x\0y"));
    assert_eq!(dynamic(&Named("x")), Path::new("x"));
}
