use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};

use ostler::{errno, os};
use proptest::prelude::*;

use super::{Scratch, fails, superuser};
use crate::support::{as_nobody, in_child};

const S_IFSOCK: u32 = 0o140_000;
const S_IFREG: u32 = 0o100_000;
const S_IFCHR: u32 = 0o020_000;
const S_IFBLK: u32 = 0o060_000;
const S_IFIFO: u32 = 0o010_000;

#[test]
fn makes_nodes_of_every_type() {
    in_child("files::nodes::makes_nodes_of_every_type", || {
        // SAFETY: the child is this test's own.
        unsafe { libc::umask(0o022) };
        let scratch = Scratch::new();
        let at = scratch.at();
        let meta = |name: &str| std::fs::symlink_metadata(scratch.path(name)).unwrap();
        os::mkfifo(scratch.path("p1")).unwrap();
        assert!(meta("p1").file_type().is_fifo());
        assert_eq!(meta("p1").mode() & 0o7777, 0o644);
        os::mkfifo_with("p2", 0o602, at.beneath()).unwrap();
        assert_eq!(meta("p2").mode() & 0o7777, 0o600);
        os::mknod(scratch.path("f1")).unwrap();
        assert!(meta("f1").is_file());
        assert_eq!(meta("f1").mode() & 0o7777, 0o600);
        os::mknod_with("f2", S_IFREG | 0o666, 77, at).unwrap();
        assert!(meta("f2").is_file());
        os::mknod_with("p3", S_IFIFO | 0o600, 0, at).unwrap();
        assert!(meta("p3").file_type().is_fifo());
        os::mknod_with("s", S_IFSOCK | 0o600, 0, at.beneath()).unwrap();
        assert!(meta("s").file_type().is_socket());
        fails(os::mknod_with("d", 0o040_700, 0, at), errno::EPERM);
        fails(os::mkfifo(scratch.path("p1")), errno::EEXIST);
        fails(os::mknod(scratch.path("f1")), errno::EEXIST);
    });
}

#[test]
fn makes_devices() {
    if !superuser("makes_devices") {
        return;
    }
    let scratch = Scratch::new();
    let (major, minor) = (1, 3);
    for (name, kind) in [("c", S_IFCHR), ("b", S_IFBLK)] {
        if let Err(error) =
            os::mknod_with(name, kind | 0o600, os::makedev(major, minor), scratch.at())
        {
            println!("makes_devices: skipped, no devices here: {error}");
            return;
        }
        let st = os::stat(scratch.path(name)).unwrap();
        assert_eq!(st.st_mode() & 0o170_000, kind);
        assert_eq!((os::major(st.st_rdev()), os::minor(st.st_rdev())), (major, minor));
    }
}

#[test]
fn devices_are_not_for_everyone() {
    as_nobody("files::nodes::devices_are_not_for_everyone", || {
        let scratch = Scratch::new();
        let device = os::makedev(1, 3);
        fails(os::mknod_with("c", S_IFCHR | 0o600, device, scratch.at()), errno::EPERM);
    });
}

#[test]
fn numbers_of_real_devices() {
    for path in ["/dev/null", "/dev/zero", "/dev/tty"] {
        let Ok(meta) = std::fs::metadata(path) else { continue };
        let device = meta.rdev();
        assert_eq!(os::major(device), libc::major(device));
        assert_eq!(os::minor(device), libc::minor(device));
    }
    assert_eq!(os::NODEV, u64::MAX);
    assert_eq!((os::major(os::NODEV), os::minor(os::NODEV)), (u32::MAX, u32::MAX));
}

proptest! {
    #[test]
    fn the_parts_of_a_device_number_make_it(device: u64) {
        prop_assert_eq!(os::makedev(os::major(device), os::minor(device)), device);
    }

    #[test]
    fn a_device_number_has_its_parts(major: u32, minor: u32) {
        let device = os::makedev(major, minor);
        prop_assert_eq!((os::major(device), os::minor(device)), (major, minor));
        prop_assert_eq!(device, libc::makedev(major, minor));
    }
}
