//! Users and groups.

use std::os::unix::process::CommandExt as _;
use std::process::Command;

use ostler::process::{Field, Process};

use super::children::{fork, is_root, start, status};

fn numbers(pid: i32, line: &str) -> Vec<u32> {
    status(pid, line).split_whitespace().map(|number| number.parse().unwrap()).collect()
}

#[test]
fn our_own() {
    let me = Process::current().unwrap();
    // SAFETY: no preconditions.
    let (uid, euid) = unsafe { (libc::getuid(), libc::geteuid()) };
    let ids = me.uids().unwrap();
    assert_eq!((ids.real, ids.effective), (uid, euid));
    let groups = ostler::os::getgroups().unwrap();
    assert_eq!(me.groups().unwrap(), groups);
}

#[test]
fn three_different_ones() {
    if !is_root("ids that differ") {
        return;
    }
    // SAFETY: system calls with numbers.
    let child = fork(|| unsafe {
        libc::syscall(libc::SYS_setgroups, 2, [7_u32, 9].as_ptr());
        libc::syscall(libc::SYS_setresgid, 11, 12, 13);
        libc::syscall(libc::SYS_setresuid, 21, 22, 23);
    });
    let process = child.process();
    let (uids, gids) = (process.uids().unwrap(), process.gids().unwrap());
    assert_eq!((uids.real, uids.effective, uids.saved), (21, 22, 23));
    assert_eq!((gids.real, gids.effective, gids.saved), (11, 12, 13));
    assert_eq!(process.groups().unwrap(), [7, 9]);
    assert_eq!(numbers(child.0, "Uid")[..3], [21, 22, 23]);
    let all = process
        .snapshot(Field::Uid | Field::Euid | Field::Gid | Field::Egid | Field::Groups)
        .unwrap();
    let ints: Vec<_> = [Field::Uid, Field::Euid, Field::Gid, Field::Egid]
        .iter()
        .map(|&field| all.get(field).unwrap().as_int().unwrap())
        .collect();
    assert_eq!(ints, [21, 22, 11, 12]);
    assert_eq!(all.get(Field::Groups), Some(&vec![7, 9].into()));
}

#[test]
fn names() {
    if !is_root("other users") {
        return;
    }
    let child = start(Command::new("sleep").arg("600").uid(65534).gid(65534));
    assert_eq!(child.process().username().unwrap(), *account("/etc/passwd", 65534));
    let names = child
        .process()
        .snapshot(Field::User | Field::Username | Field::Group | Field::RealGroup)
        .unwrap();
    assert_eq!(names.username().unwrap(), &*account("/etc/passwd", 65534));
    let text = |field| names.get(field).unwrap().as_text().unwrap().to_str().unwrap();
    assert_eq!(text(Field::User), account("/etc/passwd", 65534));
    assert_eq!(text(Field::Group), account("/etc/group", 65534));
    assert_eq!(text(Field::RealGroup), account("/etc/group", 65534));
    // Nobody has this number: it is its own name.
    let child = start(Command::new("sleep").arg("600").uid(3_999_999_999).gid(3_999_999_998));
    assert_eq!(child.process().username().unwrap(), "3999999999");
    let names = child.process().snapshot(Field::Group | Field::Uid).unwrap();
    assert_eq!(names.get(Field::Group).unwrap().as_text().unwrap(), "3999999998");
    assert_eq!(names.get(Field::Uid).unwrap().as_int(), Some(3_999_999_999));
}

fn account(file: &str, id: u32) -> String {
    let text = std::fs::read_to_string(file).unwrap();
    let is_it = |line: &&str| line.split(':').nth(2) == Some(&id.to_string());
    let name = text.lines().find(is_it).and_then(|line| line.split(':').next());
    name.map_or_else(|| id.to_string(), str::to_owned)
}
