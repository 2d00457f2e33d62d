use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ostler::os::{self, At, FileTime, Times};
use ostler::{ErrorKind, errno};
use proptest::prelude::*;

use super::{Scratch, fails, refused};
use crate::support::as_nobody;

fn times(path: impl AsRef<Path>) -> (i128, i128) {
    let st = os::lstat(path).unwrap();
    (st.st_atime_ns(), st.st_mtime_ns())
}

/// Whether the file system keeps every nanosecond, negative times and late years.
fn exact(scratch: &Scratch) -> bool {
    let path = scratch.file("probe", "");
    [(123_456_789, -1), (10_413_792_000_000_000_001, 1)].into_iter().all(|(a, m)| {
        os::utime(&path, Times::Ns(a, m)).unwrap();
        let kept = times(&path) == (a, m);
        if !kept {
            println!("skipped: the file system keeps less than the numbers can say");
        }
        kept
    })
}

#[test]
fn each_way_to_say_a_time() {
    let scratch = Scratch::new();
    let path = scratch.file("a", "");
    let link = scratch.link("a", "link");
    let fd = os::open(&path, os::O_RDONLY).unwrap();
    let second = 1_000_000_000;
    os::utime(&path, Times::Ns(second, 2 * second)).unwrap();
    assert_eq!(times(&path), (second, 2 * second));
    os::utime(&path, Times::Seconds(3.0, 4.0)).unwrap();
    assert_eq!(times(&path), (3 * second, 4 * second));
    let (five, six) = (UNIX_EPOCH + Duration::from_secs(5), UNIX_EPOCH + Duration::from_secs(6));
    os::utime(&path, (five, six)).unwrap();
    assert_eq!(times(&path), (5 * second, 6 * second));
    os::utime(&fd, Times::Each(FileTime::Omit, FileTime::Ns(7 * second))).unwrap();
    assert_eq!(times(&path), (5 * second, 7 * second));
    os::utime(&path, (FileTime::from(six), FileTime::Omit)).unwrap();
    assert_eq!(times(&path), (6 * second, 7 * second));
    os::utime(&link, Times::Ns(0, 0)).unwrap();
    assert_eq!(times(&path), (0, 0));
    os::utime_with("link", Times::Ns(second, second), scratch.at().beneath()).unwrap();
    assert_eq!(times(&path), (second, second));
    for (n, at) in
        [scratch.at().nofollow(), scratch.at().nofollow().beneath()].into_iter().enumerate()
    {
        let n = n as i128;
        os::utime_with("link", Times::Ns(n * second, 9 * second), at).unwrap();
        assert_eq!(times(&link), (n * second, 9 * second));
    }
    assert_eq!(times(&path), (second, second));
}

#[test]
fn now_is_now() {
    let scratch = Scratch::new();
    let path = scratch.file("a", "");
    let hour = Duration::from_secs(3_600);
    for set in [Times::Now, Times::Each(FileTime::Now, FileTime::Now)] {
        os::utime(&path, Times::Ns(0, 0)).unwrap();
        os::utime(&path, set).unwrap();
        let st = os::stat(&path).unwrap();
        for time in [st.accessed(), st.modified()] {
            let now = SystemTime::now();
            assert!(time > now - hour && time < now + hour);
        }
    }
    os::utime(&path, Times::Ns(0, 0)).unwrap();
    os::utime(&path, Times::Each(FileTime::Now, FileTime::Omit)).unwrap();
    assert_eq!(times(&path).1, 0);
    assert_ne!(times(&path).0, 0);
}

/// What the stock interpreter stores for the same floats.
#[test]
fn seconds_are_rounded_down() {
    let scratch = Scratch::new();
    if !exact(&scratch) {
        return;
    }
    let path = scratch.file("a", "");
    for (seconds, ns) in [
        (0.3, 300_000_000),
        (1.1, 1_100_000_000),
        (-1.1, -1_100_000_001),
        (-1e-10, -1),
        (1e-10, 0),
        (-1e-20, -1),
        (-1.5, -1_500_000_000),
        (1_000_000_000.1, 1_000_000_000_100_000_023),
        (-0.0, 0),
        (0.999_999_999_9, 999_999_999),
        (1_700_000_000.123_456_7, 1_700_000_000_123_456_716),
        (-1_700_000_000.987_654_2, -1_700_000_000_987_654_210),
        (4.999_999_999_999_999, 4_999_999_999),
        (10_413_792_000.25, 10_413_792_000_250_000_000),
        (1e-9, 1),
        (3e-9, 3),
        (1.000_000_001, 1_000_000_001),
        (-1e-9, -1),
    ] {
        os::utime(&path, Times::Seconds(seconds, 0.0)).unwrap();
        assert_eq!(times(&path).0, ns, "{seconds}");
    }
}

#[test]
fn times_that_no_system_has() {
    let scratch = Scratch::new();
    let path = scratch.file("a", "");
    os::utime(&path, Times::Ns(5, 5)).unwrap();
    let before = times(&path);
    for seconds in
        [1e19, -1e19, 9_223_372_036_854_775_808.0, f64::MAX, f64::INFINITY, f64::NEG_INFINITY]
    {
        refused(os::utime(&path, Times::Seconds(0.0, seconds)), ErrorKind::Overflow);
        refused(os::utime(&path, Times::Seconds(seconds, 0.0)), ErrorKind::Overflow);
    }
    refused(os::utime(&path, Times::Seconds(f64::NAN, 0.0)), ErrorKind::Value);
    let first = (1_i128 << 63) * 1_000_000_000;
    for ns in [first, -first - 1, i128::MAX, i128::MIN] {
        refused(os::utime(&path, Times::Ns(ns, 0)), ErrorKind::Overflow);
        refused(os::utime(&path, Times::Ns(0, ns)), ErrorKind::Overflow);
        let each = Times::Each(FileTime::Omit, FileTime::Ns(ns));
        refused(os::utime(&path, each), ErrorKind::Overflow);
    }
    assert_eq!(times(&path), before);
    // The last ones that there are: the file system keeps what it can.
    os::utime(&path, Times::Ns(first - 1, -first)).unwrap();
    os::utime(&path, Times::Seconds(9.2e18, -9.2e18)).unwrap();
}

#[test]
fn refusals() {
    let scratch = Scratch::new();
    let path = scratch.path("missing");
    let error = fails(os::utime(&path, Times::Now), errno::ENOENT);
    assert_eq!(error.filename(), Some(path.as_path()));
    as_nobody("files::times::refusals", || {
        // The times that they have: the refusal is the same.
        let own = |path| Times::Ns(times(path).0, times(path).1);
        fails(os::utime("/", own("/")), errno::EPERM);
        fails(os::utime("/", Times::Now), errno::EACCES);
        let root = os::open("/", os::O_RDONLY).unwrap();
        fails(os::utime(&root, own("/")), errno::EPERM);
        fails(os::utime_with("etc", own("/etc"), At::dir(&root).beneath()), errno::EPERM);
    });
}

#[test]
fn nanoseconds_come_back() {
    let scratch = Scratch::new();
    if !exact(&scratch) {
        return;
    }
    let path = scratch.file("a", "");
    // 1901 to 2446: what ext4 keeps; others keep more.
    let years = -2_147_483_648_000_000_000_i128..15_032_385_535_000_000_000;
    proptest!(|(access in years.clone(), modification in years)| {
        os::utime(&path, Times::Ns(access, modification)).unwrap();
        prop_assert_eq!(times(&path), (access, modification));
        let st = os::stat(&path).unwrap();
        os::utime(&path, (st.modified(), st.accessed())).unwrap();
        prop_assert_eq!(times(&path), (modification, access));
    });
}
