//! Offsets, lengths, storage.

use std::os::unix::fs::MetadataExt as _;

use ostler::{errno, os};

use super::errno;

const MIB: i64 = 1 << 20;

/// A file with a hole of 1 MiB before its data and one after it.
fn sparse() -> std::fs::File {
    let file = tempfile::tempfile().unwrap();
    os::pwrite(&file, &[1; 4096], MIB).unwrap();
    os::ftruncate(&file, 3 * MIB).unwrap();
    file
}

#[test]
fn lseek_goes_where_it_is_told() {
    let file = tempfile::tempfile().unwrap();
    os::write(&file, b"0123456789").unwrap();
    assert_eq!(os::lseek(&file, 3, os::SEEK_SET).unwrap(), 3);
    assert_eq!(os::lseek(&file, 4, os::SEEK_CUR).unwrap(), 7);
    assert_eq!(os::lseek(&file, -1, os::SEEK_END).unwrap(), 9);
    assert_eq!(os::read(&file, 5).unwrap(), b"9");
    assert_eq!(os::lseek(&file, 1 << 40, os::SEEK_SET).unwrap(), 1 << 40, "beyond the end");
    assert_eq!(errno(os::lseek(&file, -1, os::SEEK_SET)), Some(errno::EINVAL));
    assert_eq!(errno(os::lseek(&file, i64::MIN, os::SEEK_CUR)), Some(errno::EINVAL));
    assert!(os::lseek(&file, i64::MAX, os::SEEK_END).is_err());
    assert_eq!(errno(os::lseek(&file, 0, os::Whence::from_raw(99))), Some(errno::EINVAL));
    assert_eq!(errno(os::lseek(&os::pipe().unwrap().0, 0, os::SEEK_CUR)), Some(errno::ESPIPE));
    assert_eq!([os::SEEK_SET, os::SEEK_CUR, os::SEEK_END].map(os::Whence::raw), [0, 1, 2]);
}

#[test]
fn data_and_holes() {
    let file = sparse();
    if os::lseek(&file, 0, os::SEEK_DATA).unwrap() == 0 {
        return eprintln!("skipped: this file system has no holes");
    }
    assert_eq!(os::lseek(&file, 0, os::SEEK_DATA).unwrap(), MIB as u64);
    assert_eq!(os::lseek(&file, 0, os::SEEK_HOLE).unwrap(), 0);
    assert_eq!(os::lseek(&file, MIB, os::SEEK_HOLE).unwrap(), MIB as u64 + 4096);
    assert_eq!(errno(os::lseek(&file, 2 * MIB, os::SEEK_DATA)), Some(errno::ENXIO));
    assert_eq!(errno(os::lseek(&file, 4 * MIB, os::SEEK_HOLE)), Some(errno::ENXIO));
}

#[test]
fn ftruncate_shortens_and_lengthens() {
    let file = tempfile::tempfile().unwrap();
    os::write(&file, b"0123456789").unwrap();
    os::ftruncate(&file, 3).unwrap();
    os::ftruncate(&file, 6).unwrap();
    assert_eq!(os::pread(&file, 100, 0).unwrap(), b"012\0\0\0");
    assert_eq!(errno(os::ftruncate(&file, -1)), Some(errno::EINVAL));
    assert_eq!(errno(os::ftruncate(&file, i64::MIN)), Some(errno::EINVAL));
    assert!(os::ftruncate(&file, i64::MAX).is_err() || file.metadata().unwrap().len() > 6);
    let read_only = std::fs::File::open("/proc/self/exe").unwrap();
    assert_eq!(errno(os::ftruncate(&read_only, 0)), Some(errno::EINVAL));
}

#[test]
fn syncing() {
    let file = tempfile::tempfile().unwrap();
    os::write(&file, b"x").unwrap();
    os::fsync(&file).unwrap();
    os::fdatasync(&file).unwrap();
    let (r, _w) = os::pipe().unwrap();
    assert_eq!(errno(os::fsync(&r)), Some(errno::EINVAL));
    assert_eq!(errno(os::fdatasync(&r)), Some(errno::EINVAL));
}

#[test]
fn advice() {
    let file = sparse();
    for advice in [
        os::POSIX_FADV_NORMAL,
        os::POSIX_FADV_SEQUENTIAL,
        os::POSIX_FADV_RANDOM,
        os::POSIX_FADV_NOREUSE,
        os::POSIX_FADV_WILLNEED,
        os::POSIX_FADV_DONTNEED,
    ] {
        os::posix_fadvise(&file, 0, 0, advice).unwrap_or_else(|e| panic!("{advice:?}: {e}"));
        os::posix_fadvise(&file, MIB, 4096, advice).unwrap();
    }
    let unknown = os::Fadvice::from_raw(99);
    assert_eq!(errno(os::posix_fadvise(&file, 0, 0, unknown)), Some(errno::EINVAL));
    let normal = os::POSIX_FADV_NORMAL;
    assert_eq!(errno(os::posix_fadvise(&file, 0, -1, normal)), Some(errno::EINVAL));
    let (r, _w) = os::pipe().unwrap();
    assert_eq!(errno(os::posix_fadvise(&r, 0, 0, normal)), Some(errno::ESPIPE));
}

#[test]
fn allocation_takes_room() {
    let file = tempfile::tempfile().unwrap();
    os::posix_fallocate(&file, 0, MIB).unwrap();
    let status = file.metadata().unwrap();
    assert_eq!(status.len(), MIB as u64);
    assert!(status.blocks() >= 2048, "{}", status.blocks());
    for (offset, len) in [(0, 0), (0, -1), (-1, 1), (i64::MIN, i64::MIN)] {
        assert_eq!(errno(os::posix_fallocate(&file, offset, len)), Some(errno::EINVAL));
    }
    assert_eq!(errno(os::posix_fallocate(&file, i64::MAX, i64::MAX)), Some(errno::EFBIG));
    let (_r, w) = os::pipe().unwrap();
    assert_eq!(errno(os::posix_fallocate(&w, 0, 1)), Some(errno::ESPIPE));
}

#[test]
fn codes_print_their_names() {
    assert_eq!(format!("{:?}", os::SEEK_HOLE), "SEEK_HOLE");
    assert_eq!(format!("{:?}", os::Whence::from_raw(99)), "Whence(99)");
    assert_eq!(format!("{:?}", os::F_TLOCK), "F_TLOCK");
    assert_eq!(format!("{:?}", os::POSIX_FADV_RANDOM), "POSIX_FADV_RANDOM");
}
