use std::os::fd::AsRawFd as _;
use std::path::Path;

use ostler::{errno, os, stat};

use super::{Scratch, bytes, fails};

#[test]
fn a_hard_link_is_the_same_file() {
    let scratch = Scratch::new();
    let a = scratch.file("a", "text");
    os::link(&a, scratch.path("b")).unwrap();
    os::link_with("a", "c", scratch.at(), scratch.at()).unwrap();
    let st = os::stat(&a).unwrap();
    assert_eq!(st.st_nlink(), 3);
    for name in ["b", "c"] {
        assert_eq!(os::stat(scratch.path(name)).unwrap().st_ino(), st.st_ino());
    }
}

#[test]
fn link_follows_unless_told_not_to() {
    let scratch = Scratch::new();
    let a = scratch.file("a", "");
    let link = scratch.link("a", "link");
    let at = scratch.at();
    os::link(&link, scratch.path("b")).unwrap();
    os::link_with("link", "c", at, at).unwrap();
    os::link_with("link", "d", at.beneath(), at.beneath()).unwrap();
    for name in ["b", "c", "d"] {
        let st = os::lstat_with(name, at).unwrap();
        assert_eq!(st.st_ino(), os::stat(&a).unwrap().st_ino(), "{name}");
    }
    os::link_with("link", "e", at.nofollow(), at).unwrap();
    os::link_with("link", "f", at.nofollow().beneath(), at).unwrap();
    for name in ["e", "f"] {
        let st = os::lstat_with(name, at).unwrap();
        assert!(stat::S_ISLNK(st.st_mode()), "{name}");
        assert_eq!(st.st_ino(), os::lstat(&link).unwrap().st_ino(), "{name}");
    }
}

/// A file without a name gets one through the kernel's name of its descriptor: that is what following is good for.
#[test]
fn link_gives_a_name_to_a_file_without_one() {
    let scratch = Scratch::new();
    let flags = os::OpenFlags::from_bits_retain(libc::O_TMPFILE) | os::O_WRONLY;
    let Ok(file) = os::open_with(".", flags, 0o600, scratch.at().beneath()) else {
        println!("skipped: the file system makes no files without names");
        return;
    };
    os::link(format!("/proc/self/fd/{}", file.as_raw_fd()), scratch.path("a")).unwrap();
    assert_eq!(os::stat(scratch.path("a")).unwrap().st_ino(), os::stat(&file).unwrap().st_ino());
}

#[test]
fn link_refusals() {
    let scratch = Scratch::new();
    let (a, b) = (scratch.file("a", ""), scratch.file("b", ""));
    let error = fails(os::link(&a, &b), errno::EEXIST);
    assert_eq!((error.filename(), error.filename2()), (Some(a.as_path()), Some(b.as_path())));
    fails(os::link(scratch.dir("d"), scratch.path("x")), errno::EPERM);
    fails(os::link(scratch.link("missing", "dangling"), scratch.path("x")), errno::ENOENT);
    fails(os::link("/proc/self/stat", scratch.path("x")), errno::EXDEV);
}

#[test]
fn a_symbolic_link_says_what_it_was_told() {
    let scratch = Scratch::new();
    let long = "x/".repeat(2_000);
    let texts: [&Path; 6] = [
        Path::new("a"),
        Path::new("/absolute//and untidy/../"),
        Path::new("missing"),
        bytes(b"\xff\x01\n"),
        Path::new(&long),
        Path::new(&long[..255]),
    ];
    for (n, text) in texts.into_iter().enumerate() {
        let name = format!("l{n}");
        os::symlink(text, scratch.path(&name)).unwrap();
        assert_eq!(std::fs::read_link(scratch.path(&name)).unwrap(), text);
        assert_eq!(os::readlink(scratch.path(&name)).unwrap(), text);
        assert_eq!(os::readlink_with(&name, scratch.at()).unwrap(), text);
        assert_eq!(os::readlink_with(&name, scratch.at().beneath()).unwrap(), text);
        let len = os::lstat(scratch.path(&name)).unwrap().st_size();
        assert_eq!(len, text.as_os_str().len() as u64);
    }
    os::symlink_with("/etc", "dir", true, scratch.at().beneath()).unwrap();
    assert_eq!(os::readlink(scratch.path("dir")).unwrap(), Path::new("/etc"));
}

#[test]
fn symlink_and_readlink_refusals() {
    let scratch = Scratch::new();
    let a = scratch.file("a", "");
    let error = fails(os::symlink("text", &a), errno::EEXIST);
    assert_eq!((error.filename(), error.filename2()), (Some("text".as_ref()), Some(a.as_path())));
    fails(os::symlink("", scratch.path("x")), errno::ENOENT);
    fails(os::readlink(&a), errno::EINVAL);
    fails(os::readlink_with("a", scratch.at().beneath()), errno::EINVAL);
    fails(os::readlink(scratch.dir("d")), errno::EINVAL);
}

#[test]
fn remove_takes_the_name_away() {
    let scratch = Scratch::new();
    let a = scratch.file("a", "text");
    let open = os::open(&a, os::O_RDONLY).unwrap();
    let link = scratch.link("a", "link");
    os::remove(&link).unwrap();
    os::link(&a, scratch.path("b")).unwrap();
    os::unlink(&a).unwrap();
    os::remove_with("b", scratch.at()).unwrap();
    assert_eq!(std::fs::read_dir(scratch.path(".")).unwrap().count(), 0);
    // The file is there as long as somebody has it open.
    assert_eq!(os::fstat(&open).unwrap().st_nlink(), 0);
    let error = fails(os::unlink(&a), errno::ENOENT);
    assert_eq!(error.filename(), Some(a.as_path()));
    fails(os::remove(scratch.dir("d")), errno::EISDIR);
    fails(os::unlink_with("d", scratch.at()), errno::EISDIR);
}
