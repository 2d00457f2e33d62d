use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use ostler::os::{self, At};
use ostler::{ErrorKind, errno};
use ostler_sys as sys;
use ostler_sys::fd::Fd;

use super::{Scratch, fails, refused};
use crate::support::as_nobody;

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn every_permission_bit() {
    let scratch = Scratch::new();
    let path = scratch.dir("d");
    let fd = os::open(&path, os::O_RDONLY).unwrap();
    for bit in 0..12 {
        let bits = 1 << bit | 0o700;
        os::chmod(&path, bits).unwrap();
        assert_eq!(mode(&path), bits);
        os::chmod(&path, 0o700).unwrap();
        os::fchmod(&fd, bits).unwrap();
        assert_eq!(mode(&path), bits);
        os::chmod(&fd, 0o700).unwrap();
        assert_eq!(mode(&path), 0o700);
        for at in [scratch.at(), scratch.at().beneath(), scratch.at().nofollow()] {
            os::chmod_with("d", bits, at).unwrap();
            assert_eq!(mode(&path), bits);
            os::chmod_with("d", 0o700, at.nofollow()).unwrap();
            assert_eq!(mode(&path), 0o700);
        }
    }
}

#[test]
fn through_a_link_and_not() {
    let scratch = Scratch::new();
    let file = scratch.file("a", "");
    let link = scratch.link("a", "link");
    os::chmod(&link, 0o640).unwrap();
    assert_eq!(mode(&file), 0o640);
    os::chmod_with("link", 0o600, scratch.at().beneath()).unwrap();
    assert_eq!(mode(&file), 0o600);
    let error =
        refused(os::chmod_with(&link, 0o777, At::cwd().nofollow()), ErrorKind::NotImplemented);
    assert_eq!(error.filename(), Some(link.as_path()));
    refused(
        os::chmod_with("link", 0o777, scratch.at().nofollow().beneath()),
        ErrorKind::NotImplemented,
    );
    assert_eq!(mode(&file), 0o600);
}

/// The way for old kernels, on this one.
#[test]
fn without_fchmodat2() {
    let scratch = Scratch::new();
    let file = scratch.file("a", "");
    scratch.link("a", "link");
    let by_descriptor = sys::linux::chmod::lchmodat_by_descriptor;
    by_descriptor(Fd::from(&scratch.dir), c"a", 0o604).unwrap();
    assert_eq!(mode(&file), 0o604);
    assert_eq!(by_descriptor(Fd::from(&scratch.dir), c"link", 0o600), Err(errno::EOPNOTSUPP));
    assert_eq!(by_descriptor(Fd::from(&scratch.dir), c"missing", 0o600), Err(errno::ENOENT));
    assert_eq!(mode(&file), 0o604);
}

#[test]
fn not_on_the_files_of_others() {
    as_nobody("files::mode::not_on_the_files_of_others", || {
        // The modes that they have: the refusal is the same.
        let (slash, etc) = (mode("/".as_ref()), mode("/etc".as_ref()));
        let error = fails(os::chmod("/", slash), errno::EPERM);
        assert_eq!(error.kind(), ErrorKind::PermissionDenied);
        let root = os::open("/", os::O_RDONLY).unwrap();
        fails(os::fchmod(&root, slash), errno::EPERM);
        fails(os::chmod_with("etc", etc, At::dir(&root).nofollow()), errno::EPERM);
    });
}
