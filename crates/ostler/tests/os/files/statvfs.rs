use std::ffi::CString;
use std::mem::MaybeUninit;

use ostler::os::{self, MountFlags};
use ostler::{errno, os::StatvfsResult};

use super::{Scratch, fails};

fn witness(path: &str) -> libc::statvfs {
    let path = CString::new(path).unwrap();
    let mut out = MaybeUninit::uninit();
    // SAFETY: a C string and room for the structure, which is filled if the call succeeds.
    unsafe {
        assert_eq!(libc::statvfs(path.as_ptr(), out.as_mut_ptr()), 0);
        out.assume_init()
    }
}

#[track_caller]
fn same(path: &str, ask: impl Fn() -> StatvfsResult) {
    // Others use the disk meanwhile; on some file systems all of these numbers go with what is free.
    let sizes = || {
        let c = witness(path);
        (c.f_blocks, c.f_files)
    };
    let (_, (c, vfs)) = crate::support::undisturbed(sizes, || (witness(path), ask()));
    assert_eq!(vfs.f_bsize, c.f_bsize);
    assert_eq!(vfs.f_frsize, c.f_frsize);
    assert_eq!(vfs.f_blocks, c.f_blocks);
    assert_eq!(vfs.f_files, c.f_files);
    assert_eq!(vfs.f_flag.bits(), c.f_flag, "{path}");
    assert_eq!(vfs.f_namemax, c.f_namemax);
    assert_eq!(vfs.f_fsid, c.f_fsid);
    assert!(vfs.f_bfree <= vfs.f_blocks && vfs.f_bavail <= vfs.f_bfree);
    assert!(vfs.f_bfree.abs_diff(c.f_bfree) <= vfs.f_blocks / 10 + 1);
    assert!(vfs.f_bavail.abs_diff(c.f_bavail) <= vfs.f_blocks / 10 + 1);
    assert!(vfs.f_ffree.abs_diff(c.f_ffree) <= vfs.f_files / 10 + 1);
    assert!(vfs.f_favail.abs_diff(c.f_favail) <= vfs.f_files / 10 + 1);
}

#[test]
fn agrees_with_the_c_library() {
    for path in ["/", "/proc", "/dev", "/sys", "/tmp"] {
        if !os::access(path, os::R_OK).unwrap() {
            continue;
        }
        same(path, || os::statvfs(path).unwrap());
        let fd = os::open(path, os::O_RDONLY).unwrap();
        same(path, || os::statvfs(&fd).unwrap());
        same(path, || os::fstatvfs(&fd).unwrap());
    }
    let text = format!("{:?}", os::statvfs("/").unwrap());
    assert!(text.contains("f_namemax") && text.contains("ST_"), "{text}");
}

#[test]
fn flags_have_the_numbers_of_the_c_library() {
    for (flag, number) in [
        (os::ST_RDONLY, libc::ST_RDONLY),
        (os::ST_NOSUID, libc::ST_NOSUID),
        (os::ST_NODEV, libc::ST_NODEV),
        (os::ST_NOEXEC, libc::ST_NOEXEC),
        (os::ST_SYNCHRONOUS, libc::ST_SYNCHRONOUS),
        (os::ST_MANDLOCK, libc::ST_MANDLOCK),
        (os::ST_WRITE, libc::ST_WRITE),
        (os::ST_APPEND, libc::ST_APPEND),
        (os::ST_IMMUTABLE, libc::ST_IMMUTABLE),
        (os::ST_NOATIME, libc::ST_NOATIME),
        (os::ST_NODIRATIME, libc::ST_NODIRATIME),
        (os::ST_RELATIME, libc::ST_RELATIME),
    ] {
        assert_eq!(flag.bits(), number);
    }
    assert_eq!(MountFlags::ST_RDONLY, os::ST_RDONLY);
}

#[test]
fn refusals() {
    let scratch = Scratch::new();
    let path = scratch.path("missing");
    let error = fails(os::statvfs(&path), errno::ENOENT);
    assert_eq!(error.filename(), Some(path.as_path()));
}
