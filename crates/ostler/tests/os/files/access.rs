use std::ffi::CString;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt;

use ostler::errno;
use ostler::os::{self, At};

use super::{Scratch, superuser};
use crate::support::{as_nobody, in_child};

#[test]
fn agrees_with_the_c_library() {
    as_nobody("files::access::agrees_with_the_c_library", || {
        let scratch = Scratch::new();
        for mode in [0o000, 0o200, 0o400, 0o500, 0o700] {
            let path = scratch.file("a", "");
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            let c_path = CString::new(path.as_os_str().as_bytes()).unwrap();
            for bits in 0..8 {
                // SAFETY: a C string and a number.
                let witness = unsafe { libc::access(c_path.as_ptr(), bits) } == 0;
                let asked = os::AccessMode::from_bits_retain(bits);
                assert_eq!(os::access(&path, asked).unwrap(), witness, "{mode:o} {bits}");
                let name = os::access_with("a", asked, true, scratch.at()).unwrap();
                assert_eq!(name, witness, "{mode:o} {bits}");
                let beneath = os::access_with("a", asked, true, scratch.at().beneath()).unwrap();
                assert_eq!(beneath, witness, "{mode:o} {bits}");
            }
            std::fs::remove_file(&path).unwrap();
        }
        assert!(!os::access("/", os::W_OK).unwrap());
        assert!(os::access("/", os::F_OK | os::R_OK | os::X_OK).unwrap());
    });
}

#[test]
fn a_link_itself() {
    let scratch = Scratch::new();
    let link = scratch.link("missing", "link");
    assert!(!os::access(&link, os::F_OK).unwrap());
    for at in [At::cwd().nofollow(), scratch.at().nofollow()] {
        assert!(os::access_with(&link, os::F_OK, false, at).unwrap());
    }
    assert!(os::access_with("link", os::F_OK, true, scratch.at().nofollow().beneath()).unwrap());
}

#[test]
fn every_refusal_of_the_system_is_no() {
    let scratch = Scratch::new();
    let file = scratch.file("a", "");
    scratch.link("loop", "loop");
    for path in ["a/x", "loop/x", "missing", ""] {
        assert!(!os::access_with(path, os::F_OK, false, scratch.at()).unwrap(), "{path}");
    }
    assert!(!os::access(&file, os::AccessMode::from_bits_retain(8)).unwrap());
    assert!(!os::access_with("../x", os::F_OK, false, scratch.at().beneath()).unwrap());
    let error = os::access("a\0b", os::F_OK).unwrap_err();
    assert_eq!(error.kind(), ostler::ErrorKind::Value);
    assert_eq!(error.filename(), Some("a\0b".as_ref()));
}

#[test]
fn real_and_effective_ids() {
    if !superuser("real_and_effective_ids") {
        return;
    }
    in_child("files::access::real_and_effective_ids", || {
        let scratch = Scratch::new();
        std::fs::set_permissions(scratch.path("."), PermissionsExt::from_mode(0o755)).unwrap();
        let path = scratch.file("a", "");
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
        // SAFETY: the child is this test's own.
        assert_eq!(unsafe { libc::seteuid(65534) }, 0);
        assert!(os::access(&path, os::R_OK).unwrap());
        assert!(!os::access_with(&path, os::R_OK, true, At::cwd()).unwrap());
        assert_eq!(os::open(&path, os::O_RDONLY).unwrap_err().errno(), Some(errno::EACCES));
        // SAFETY: as above.
        assert_eq!(unsafe { libc::seteuid(0) }, 0);
    });
}
