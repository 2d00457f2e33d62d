#![allow(clippy::float_cmp, reason = "the same numbers come out of the same arithmetic")]

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use ostler::os::{self, StatResult};
use ostler::{errno, stat};
use ostler_sys as sys;
use ostler_sys::fd::Fd;

use super::{Scratch, fails};

#[track_caller]
fn same(st: StatResult, meta: &std::fs::Metadata) {
    assert_eq!(st.st_mode(), meta.mode());
    assert_eq!(st.st_ino(), u128::from(meta.ino()));
    assert_eq!(st.st_dev(), meta.dev());
    assert_eq!(st.st_nlink(), meta.nlink());
    assert_eq!(st.st_uid(), meta.uid());
    assert_eq!(st.st_gid(), meta.gid());
    assert_eq!(st.st_size(), meta.size());
    assert_eq!(st.st_blksize(), meta.blksize());
    assert_eq!(st.st_blocks(), meta.blocks());
    assert_eq!(st.st_rdev(), meta.rdev());
    let ns = |sec: i64, nsec: i64| i128::from(sec) * 1_000_000_000 + i128::from(nsec);
    assert_eq!(st.st_atime_ns(), ns(meta.atime(), meta.atime_nsec()));
    assert_eq!(st.st_mtime_ns(), ns(meta.mtime(), meta.mtime_nsec()));
    assert_eq!(st.st_ctime_ns(), ns(meta.ctime(), meta.ctime_nsec()));
    assert_eq!(st.st_mtime(), meta.mtime() as f64 + 1e-9 * meta.mtime_nsec() as f64);
    assert_eq!(st.st_atime(), meta.atime() as f64 + 1e-9 * meta.atime_nsec() as f64);
    assert_eq!(st.st_ctime(), meta.ctime() as f64 + 1e-9 * meta.ctime_nsec() as f64);
    assert_eq!(st.modified(), meta.modified().unwrap());
    assert_eq!(st.accessed(), meta.accessed().unwrap());
    assert!(st.changed() >= st.modified() || st.st_mtime_ns() > st.st_ctime_ns());
}

/// Compares what is said about a file, and about the link to it that a path may be, with what the standard library says before
/// and after: others use some files meanwhile, and a link that is followed has another time then.
#[track_caller]
fn check(
    path: &Path,
    followed: impl Fn() -> Vec<StatResult>,
    itself: impl Fn() -> Vec<StatResult>,
) {
    let look = || [std::fs::metadata(path).unwrap(), std::fs::symlink_metadata(path).unwrap()];
    let facts = || {
        look().map(|meta| {
            let times = [meta.ctime(), meta.ctime_nsec(), meta.atime(), meta.atime_nsec()];
            (times, meta.nlink(), meta.size())
        })
    };
    let (_, ([meta, own], followed, itself)) =
        crate::support::undisturbed(facts, || (look(), followed(), itself()));
    for st in followed {
        same(st, &meta);
    }
    for st in itself {
        same(st, &own);
    }
}

#[test]
fn every_field_is_what_std_says() {
    let scratch = Scratch::new();
    scratch.file("a", &"x".repeat(10_000));
    scratch.link("a", "link");
    os::mkfifo(scratch.path("p")).unwrap();
    let names = ["a", "link", "p", "."];
    let paths = names.map(|name| scratch.path(name));
    for path in paths
        .iter()
        .map(std::path::PathBuf::as_path)
        .chain([Path::new("/dev/null"), Path::new("/")])
    {
        check(
            path,
            || vec![os::stat(path).unwrap(), os::stat_with(path, scratch.at()).unwrap()],
            || vec![os::lstat(path).unwrap()],
        );
    }
    for name in names {
        let at = scratch.at();
        let stat = |at| os::stat_with(name, at).unwrap();
        let lstat = |at| os::lstat_with(name, at).unwrap();
        check(
            &scratch.path(name),
            || vec![stat(at), stat(at.beneath())],
            || {
                let nofollow = [stat(at.nofollow()), stat(at.nofollow().beneath())];
                [nofollow, [lstat(at), lstat(at.beneath())]].concat()
            },
        );
    }
    let file = std::fs::File::open(scratch.path("a")).unwrap();
    same(os::fstat(&file).unwrap(), &file.metadata().unwrap());
    same(os::stat(&file).unwrap(), &file.metadata().unwrap());
    let bare = sys::files::fstat(Fd::from(&scratch.dir)).unwrap();
    same(StatResult::from(bare), &std::fs::metadata(scratch.path(".")).unwrap());
}

#[test]
fn links_in_a_circle_and_to_nowhere() {
    let scratch = Scratch::new();
    let round = scratch.link("loop", "loop");
    let error = fails(os::stat(&round), errno::ELOOP);
    assert_eq!(error.filename(), Some(round.as_path()));
    assert!(stat::S_ISLNK(os::lstat(&round).unwrap().st_mode()));
    fails(os::stat(scratch.link("missing", "dangling")), errno::ENOENT);
}

#[test]
fn no_permission_on_the_way() {
    crate::support::as_nobody("files::stat::no_permission_on_the_way", || {
        let scratch = Scratch::new();
        scratch.dir("d");
        scratch.file("d/a", "");
        os::chmod(scratch.path("d"), 0).unwrap();
        let error = fails(os::stat(scratch.path("d/a")), errno::EACCES);
        assert_eq!(error.kind(), ostler::ErrorKind::PermissionDenied);
        os::chmod(scratch.path("d"), 0o700).unwrap();
    });
}

#[test]
fn times_before_1970() {
    let scratch = Scratch::new();
    let path = scratch.file("a", "");
    os::utime(&path, os::Times::Ns(-1, -1_500_000_000)).unwrap();
    let st = os::stat(&path).unwrap();
    if st.st_atime_ns() != -1 {
        println!("skipped: the file system does not keep such times");
        return;
    }
    assert_eq!(st.st_mtime_ns(), -1_500_000_000);
    assert_eq!(st.st_mtime(), -1.5);
    let before = std::time::UNIX_EPOCH - std::time::Duration::from_millis(1_500);
    assert_eq!(st.modified(), before);
}

#[test]
fn debug_shows_every_field() {
    let text = format!("{:?}", os::stat("/").unwrap());
    for field in [
        "st_mode: 0o40",
        "st_ino",
        "st_dev",
        "st_nlink",
        "st_uid",
        "st_gid",
        "st_size",
        "st_atime_ns",
        "st_mtime_ns",
        "st_ctime_ns",
        "st_blksize",
        "st_blocks",
        "st_rdev",
    ] {
        assert!(text.contains(field), "{field} in {text}");
    }
}

#[test]
fn it_holds_what_the_kernel_wrote_and_nothing_else() {
    assert_eq!(size_of::<StatResult>(), size_of::<sys::files::Stat>());
}

/// Two are equal if nothing about the file has changed in between.
#[test]
fn equal_if_nothing_has_changed() {
    const fn size(st: &StatResult) -> u64 {
        st.st_size()
    }
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("file");
    std::fs::write(&path, "a").unwrap();
    let first = os::stat(&path).unwrap();
    assert_eq!(first, os::stat(&path).unwrap());
    std::fs::write(&path, "ab").unwrap();
    let second = os::stat(&path).unwrap();
    assert_ne!(first, second);
    assert_eq!((size(&first), size(&second)), (1, 2));
    std::fs::hard_link(&path, dir.path().join("link")).unwrap();
    assert_ne!(second, os::stat(&path).unwrap());
    assert_ne!(second, os::stat(dir.path()).unwrap());
}

/// What a status says can be known when a program is compiled.
#[test]
fn a_constant_status() {
    const STATUS: os::WaitStatus = os::WaitStatus::from_raw(3 << 8);
    const CODE: Option<i32> = STATUS.code();
    const SIGNAL: Option<ostler::signal::Signal> = os::WaitStatus::from_raw(9).signal();
    const STOPPED: Option<ostler::signal::Signal> =
        os::WaitStatus::from_raw(0x137f).stopped_signal();
    assert_eq!((CODE, STATUS.success(), STATUS.core_dumped()), (Some(3), false, false));
    assert_eq!(SIGNAL, Some(ostler::signal::SIGKILL));
    assert_eq!(STOPPED, Some(ostler::signal::SIGSTOP));
}
