use ostler::os::{self, At};
use ostler::{ErrorKind, stat};

use super::Folder;

#[test]
fn hard_links() {
    let folder = Folder::new();
    let (a, b) = (folder.file("a", "text"), folder.path("b"));
    os::link(&a, &b).unwrap();
    let (one, other) = (os::stat(&a).unwrap(), os::stat(&b).unwrap());
    assert_eq!((one.st_ino(), one.st_nlink()), (other.st_ino(), 2));
    assert_eq!(os::link(&a, &b).unwrap_err().kind(), ErrorKind::FileExists);
    assert!(os::link(folder.path("none"), folder.path("c")).is_err());
    os::remove(&a).unwrap();
    assert_eq!(std::fs::read(&b).unwrap(), b"text");
}

/// Wine 8 has no symbolic links within Windows: making one succeeds or not, and then there is something or nothing.
#[test]
fn symbolic_links() {
    let folder = Folder::new();
    folder.file("target", "text");
    let link = folder.path("link");
    if os::symlink("target", &link).is_err() || os::lstat(&link).is_err() {
        return;
    }
    assert!(stat::S_ISLNK(os::lstat(&link).unwrap().st_mode()));
    assert_eq!(os::stat(&link).unwrap().st_size(), 4);
    assert_eq!(os::readlink(&link).unwrap(), std::path::Path::new("target"));
    os::symlink_with("nowhere", folder.path("broken"), true, At::cwd()).unwrap();
    assert_eq!(os::stat(folder.path("broken")).unwrap_err().kind(), ErrorKind::FileNotFound);
    let entry = os::scandir(folder.path("")).unwrap().map(Result::unwrap);
    assert_eq!(entry.filter(|entry| entry.is_symlink().unwrap()).count(), 2);
    os::remove(folder.path("broken")).unwrap();
}

#[test]
fn what_is_no_link() {
    let folder = Folder::new();
    let path = folder.file("f", "");
    assert!(os::readlink(&path).is_err());
    assert_eq!(os::readlink(folder.path("none")).unwrap_err().kind(), ErrorKind::FileNotFound);
    assert_eq!(os::symlink("a\0", &path).unwrap_err().kind(), ErrorKind::Value);
}
