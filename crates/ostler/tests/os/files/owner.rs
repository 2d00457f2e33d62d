use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use ostler::os::{self, At};
use ostler::{ErrorKind, errno};

use super::{Scratch, fails, superuser};
use crate::support::as_nobody;

fn owner(path: &Path) -> (u32, u32) {
    let meta = std::fs::symlink_metadata(path).unwrap();
    (meta.uid(), meta.gid())
}

#[test]
fn gives_files_away() {
    if !superuser("gives_files_away") {
        return;
    }
    let scratch = Scratch::new();
    let file = scratch.file("a", "");
    let link = scratch.link("a", "link");
    let fd = os::open(&file, os::O_RDONLY).unwrap();
    os::chown(&file, 1_001, 1_002).unwrap();
    assert_eq!(owner(&file), (1_001, 1_002));
    os::chown(&file, None, 1_003).unwrap();
    assert_eq!(owner(&file), (1_001, 1_003));
    os::chown(&link, 1_004, None).unwrap();
    assert_eq!(owner(&file), (1_004, 1_003));
    os::chown(&file, u32::MAX, u32::MAX).unwrap();
    assert_eq!(owner(&file), (1_004, 1_003));
    os::fchown(&fd, Some(1_005), Some(1_006)).unwrap();
    assert_eq!(owner(&file), (1_005, 1_006));
    os::chown(&fd, 1_007, None).unwrap();
    assert_eq!(owner(&file), (1_007, 1_006));
    os::chown_with("link", 1_008, 1_009, scratch.at().beneath()).unwrap();
    assert_eq!(owner(&file), (1_008, 1_009));
    assert_eq!(owner(&link), (0, 0));
    os::lchown(&link, 1_010, 1_011).unwrap();
    assert_eq!(owner(&link), (1_010, 1_011));
    os::chown_with("link", 1_012, None, scratch.at().nofollow()).unwrap();
    os::chown_with("link", None, u32::MAX - 1, scratch.at().nofollow().beneath()).unwrap();
    assert_eq!(owner(&link), (1_012, u32::MAX - 1));
    assert_eq!(owner(&file), (1_008, 1_009));
}

#[test]
fn to_whom_it_belongs_already() {
    let scratch = Scratch::new();
    let file = scratch.file("a", "");
    let (uid, gid) = owner(&file);
    os::chown(&file, uid, gid).unwrap();
    os::chown_with(&file, None, None, At::cwd()).unwrap();
    assert_eq!(owner(&file), (uid, gid));
}

#[test]
fn not_for_everyone() {
    as_nobody("files::owner::not_for_everyone", || {
        let scratch = Scratch::new();
        let file = scratch.file("a", "");
        let error = fails(os::chown(&file, 0, None), errno::EPERM);
        assert_eq!(error.kind(), ErrorKind::PermissionDenied);
        assert_eq!(error.filename(), Some(file.as_path()));
        fails(os::lchown(&file, None, 0), errno::EPERM);
        let fd = os::open(&file, os::O_RDONLY).unwrap();
        fails(os::fchown(&fd, 0, 0), errno::EPERM);
    });
}
