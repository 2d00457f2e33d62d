use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

use ostler::{ErrorKind, errno, os};

use super::{is_root, status};
use crate::support::in_child;

#[test]
fn are_what_the_kernel_shows() {
    let mut ours = os::getgroups().unwrap();
    let mut theirs = status("", "Groups");
    ours.sort_unstable();
    theirs.sort_unstable();
    assert_eq!(ours, theirs);
    assert!(ours.len() <= os::NGROUPS_MAX as usize);
}

#[test]
fn as_many_as_there_may_be() {
    if !is_root() {
        return;
    }
    in_child("params::groups::as_many_as_there_may_be", || {
        let many: Vec<u32> = (0..os::NGROUPS_MAX).collect();
        os::setgroups(&many).unwrap();
        assert_eq!(os::getgroups().unwrap(), many);
        let too_many = vec![1; many.len() + 1];
        assert_eq!(os::setgroups(&too_many).unwrap_err().errno(), Some(errno::EINVAL));
        os::setgroups(&[]).unwrap();
        assert_eq!(os::getgroups().unwrap(), []);
    });
}

/// Another thread sets more and fewer groups between the two halves of `getgroups`.
#[test]
fn while_they_change() {
    if !is_root() {
        return;
    }
    in_child("params::groups::while_they_change", || {
        let many: Vec<u32> = (0..1000).collect();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for n in 0..2_000 {
                    os::setgroups(&many[..n % 1000]).unwrap();
                }
            });
            for _ in 0..2_000 {
                let seen = os::getgroups().unwrap();
                assert_eq!(seen, many[..seen.len()]);
            }
        });
    });
}

/// The second witness: id(1).
#[test]
fn of_a_user() {
    for user in ["root", "daemon", "nobody"] {
        let id = |flag: &str| {
            let output = std::process::Command::new("id").args([flag, user]).output().unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            text.split_whitespace().map(|id| id.parse().unwrap()).collect::<Vec<u32>>()
        };
        let Some(&group) = id("-g").first() else {
            println!("skipped: no user {user}");
            continue;
        };
        let mut ours = os::getgrouplist(user, group).unwrap();
        let mut theirs = id("-G");
        ours.sort_unstable();
        theirs.sort_unstable();
        assert_eq!(ours, theirs, "{user}");
        assert!(os::getgrouplist(user, 4_000_000).unwrap().contains(&4_000_000));
    }
}

#[test]
fn of_nobody_anyone_knows() {
    for name in [OsStr::new("no such user"), OsStr::new(""), OsStr::from_bytes(b"\xff")] {
        assert_eq!(os::getgrouplist(name, 7).unwrap(), [7]);
    }
    assert_eq!(os::getgrouplist("u".repeat(5000), u32::MAX - 1).unwrap(), [u32::MAX - 1]);
    assert_eq!(os::getgrouplist("a\0b", 0).unwrap_err().kind(), ErrorKind::Value);
    assert_eq!(os::initgroups("a\0b", 0).unwrap_err().kind(), ErrorKind::Value);
}

#[test]
fn initialised() {
    if !is_root() {
        return;
    }
    in_child("params::groups::initialised", || {
        os::initgroups("root", 4321).unwrap();
        let mut expected = os::getgrouplist("root", 4321).unwrap();
        let mut groups = os::getgroups().unwrap();
        expected.sort_unstable();
        groups.sort_unstable();
        assert_eq!(groups, expected);
        assert!(groups.contains(&4321));
    });
}
