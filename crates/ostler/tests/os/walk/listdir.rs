use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::Path;

use ostler::{ErrorKind, os};

use crate::support::{in_child, undisturbed};

#[test]
fn the_names_std_reads() {
    for dir in ["/", "/etc", "/proc/self", "/usr/bin", "/sys"] {
        let witness = || -> BTreeSet<OsString> {
            std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name()).collect()
        };
        // Others may make and remove files there meanwhile.
        let (expected, names) = undisturbed(witness, || os::listdir(dir).unwrap());
        assert_eq!(names.into_iter().collect::<BTreeSet<_>>(), expected);
    }
}

#[test]
fn a_descriptor_is_read_from_its_beginning_each_time() {
    let dir = std::fs::File::open("/usr/bin").unwrap();
    let first = os::listdir(&dir).unwrap();
    assert_eq!(os::listdir(&dir).unwrap(), first);
    assert_eq!(os::listdir("/usr/bin").unwrap(), first);
}

#[test]
fn many_entries() {
    let tmp = tempfile::tempdir().unwrap();
    for n in 0..5_000 {
        std::fs::write(tmp.path().join(format!("a name of middling length {n}")), "").unwrap();
    }
    assert_eq!(os::listdir(tmp.path()).unwrap().len(), 5_000);
}

#[test]
fn what_is_no_directory() {
    in_child("walk::listdir::what_is_no_directory", || {
        let tmp = tempfile::tempdir().unwrap();
        let file = tmp.path().join("file");
        std::fs::write(&file, "").unwrap();
        let before = crate::support::descriptors();
        let error = os::listdir(&file).unwrap_err();
        assert_eq!(
            (error.kind(), error.filename()),
            (ErrorKind::NotADirectory, Some(file.as_path()))
        );
        let error = os::listdir("missing").unwrap_err();
        assert_eq!(
            (error.kind(), error.filename()),
            (ErrorKind::FileNotFound, Some(Path::new("missing")))
        );
        assert_eq!(os::listdir("a\0b").unwrap_err().kind(), ErrorKind::Value);
        assert_eq!(
            os::listdir("long".repeat(2_000)).unwrap_err().errno(),
            Some(ostler::errno::ENAMETOOLONG)
        );
        let open = std::fs::File::open(&file).unwrap();
        let error = os::listdir(&open).unwrap_err();
        assert_eq!((error.errno(), error.filename()), (Some(ostler::errno::ENOTDIR), None));
        assert_eq!(os::scandir(&open).err().unwrap().kind(), ErrorKind::NotADirectory);
        drop(open);
        assert_eq!(crate::support::descriptors(), before);
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_number_that_is_no_descriptor() {
    use ostler_sys::fd::Fd;
    use ostler_sys::linux::getdents::getdents64;
    let mut room = [std::mem::MaybeUninit::uninit(); 1024];
    // SAFETY: there is no such descriptor to disturb.
    let none = unsafe { Fd::from_raw(-1) };
    assert_eq!(getdents64(none, &mut room), Err(ostler::errno::EBADF));
}
