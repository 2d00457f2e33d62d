//! Files in memory.

use std::os::fd::AsRawFd as _;
use std::os::unix::ffi::OsStrExt as _;

use ostler::{ErrorKind, errno, os};

use super::errno;

fn seals(fd: &impl std::os::fd::AsRawFd) -> i32 {
    // SAFETY: F_GET_SEALS changes nothing.
    unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_GET_SEALS) }
}

#[test]
fn a_file_with_a_name_for_people() {
    let file = os::memfd_create("scratch").unwrap();
    os::write(&file, b"0123").unwrap();
    assert_eq!(os::pread(&file, 10, 0).unwrap(), b"0123");
    let link = std::fs::read_link(format!("/proc/self/fd/{}", file.as_raw_fd())).unwrap();
    assert!(link.to_str().unwrap().starts_with("/memfd:scratch"), "{link:?}");
    os::memfd_create("scratch").unwrap();
    os::memfd_create("").unwrap();
    os::memfd_create(std::ffi::OsStr::from_bytes(b"\xff")).unwrap();
    os::memfd_create("x".repeat(249)).unwrap();
    assert_eq!(errno(os::memfd_create("x".repeat(250))), Some(errno::EINVAL));
    assert_eq!(errno(os::memfd_create("x".repeat(5000))), Some(errno::EINVAL));
    assert_eq!(os::memfd_create("a\0b").unwrap_err().kind(), ErrorKind::Value);
}

#[test]
fn seals_only_where_asked_for() {
    let plain = os::memfd_create("m").unwrap();
    assert_eq!(seals(&plain), libc::F_SEAL_SEAL);
    let flags = os::MFD_ALLOW_SEALING | os::MFD_CLOEXEC;
    let sealable = os::memfd_create_with("m", flags).unwrap();
    assert_eq!(seals(&sealable), 0);
    assert!(!os::get_inheritable(&sealable).unwrap());
    let inherited = os::memfd_create_with("m", os::MemfdFlags::empty()).unwrap();
    assert!(os::get_inheritable(&inherited).unwrap(), "flags without MFD_CLOEXEC mean that");
    let unknown = os::MemfdFlags::from_bits_retain(1 << 25);
    assert_eq!(errno(os::memfd_create_with("m", unknown)), Some(errno::EINVAL));
}

#[test]
fn huge_pages_where_there_are_any() {
    for flags in [os::MFD_HUGETLB, os::MFD_HUGETLB | os::MFD_HUGE_2MB] {
        if let Err(error) = os::memfd_create_with("huge", flags) {
            let expected = [errno::ENOSYS, errno::ENOMEM, errno::ENODEV, errno::EINVAL].map(Some);
            assert!(expected.contains(&error.errno()), "{error}");
        }
    }
}

#[test]
fn sizes_are_logarithms() {
    for (flag, kib) in [
        (os::MFD_HUGE_64KB, 64_u64),
        (os::MFD_HUGE_512KB, 512),
        (os::MFD_HUGE_1MB, 1 << 10),
        (os::MFD_HUGE_2MB, 2 << 10),
        (os::MFD_HUGE_8MB, 8 << 10),
        (os::MFD_HUGE_16MB, 16 << 10),
        (os::MFD_HUGE_32MB, 32 << 10),
        (os::MFD_HUGE_256MB, 256 << 10),
        (os::MFD_HUGE_512MB, 512 << 10),
        (os::MFD_HUGE_1GB, 1 << 20),
        (os::MFD_HUGE_2GB, 2 << 20),
        (os::MFD_HUGE_16GB, 16 << 20),
    ] {
        let logarithm = flag.bits() >> os::MFD_HUGE_SHIFT & os::MFD_HUGE_MASK;
        assert_eq!(1 << logarithm, kib << 10, "{flag:?}");
    }
}
