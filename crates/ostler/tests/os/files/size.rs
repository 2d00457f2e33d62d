use ostler::{errno, os};

use super::{Scratch, fails};

#[test]
fn longer_and_shorter() {
    let scratch = Scratch::new();
    let path = scratch.file("a", "some text");
    os::truncate(&path, 4).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"some");
    let fd = os::open(&path, os::O_RDWR).unwrap();
    os::truncate(&fd, 6).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"some\0\0");
    os::truncate(scratch.link("a", "link"), 0).unwrap();
    assert_eq!(os::stat(&path).unwrap().st_size(), 0);
    os::truncate(&path, 5 << 30).unwrap();
    assert_eq!(os::stat(&path).unwrap().st_size(), 5 << 30);
    assert!(os::stat(&path).unwrap().st_blocks() < 64);
}

#[test]
fn refusals() {
    let scratch = Scratch::new();
    let error = fails(os::truncate(scratch.dir("d"), 0), errno::EISDIR);
    assert!(error.filename().unwrap().ends_with("d"));
    let path = scratch.file("a", "text");
    let reader = os::open(&path, os::O_RDONLY).unwrap();
    fails(os::truncate(&reader, 0), errno::EINVAL);
    fails(os::truncate(&scratch.dir, 0), errno::EINVAL);
    assert_eq!(os::stat(&path).unwrap().st_size(), 4);
}

#[test]
fn sync_returns() {
    os::sync();
}
