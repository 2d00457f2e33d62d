//! Control groups, containers, units, namespaces.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use ostler::process::{Field, Process, Query, Value};

use super::children::{fork, sleeper};

/// A control group of its own, where one can be made.
struct Group(PathBuf);

impl Group {
    /// In the first hierarchy that lets us, for whoever has this number.
    fn of(pid: i32, name: &str) -> Option<Self> {
        for root in [
            "/sys/fs/cgroup",
            "/sys/fs/cgroup/unified",
            "/sys/fs/cgroup/systemd",
            "/sys/fs/cgroup/pids",
        ] {
            if !Path::new(root).join("cgroup.procs").exists() {
                continue;
            }
            let group = Self(Path::new(root).join(name));
            if fs::create_dir_all(&group.0).is_ok()
                && fs::write(group.0.join("cgroup.procs"), pid.to_string()).is_ok()
            {
                return Some(group);
            }
        }
        eprintln!("left out: no control group can be made here");
        None
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        for dir in [self.0.as_path(), self.0.parent().unwrap()] {
            super::children::until("an empty group", || {
                fs::remove_dir(dir).is_ok() || !dir.exists()
            });
        }
    }
}

#[test]
fn control_groups() {
    let id = "0123456789abcdef".repeat(4);
    let slice = format!("ostler-test-{}.slice", std::process::id());
    let name = format!("{slice}/docker-{id}.scope");
    let child = sleeper();
    let Some(group) = Group::of(child.pid(), &name) else { return };
    let process = child.process();
    let path = process.cgroup().unwrap();
    assert!(path.to_str().unwrap().ends_with(&name), "{path:?}");
    let text = fs::read_to_string(format!("/proc/{}/cgroup", child.pid())).unwrap();
    assert!(text.lines().any(|line| line.splitn(3, ':').nth(2) == path.to_str()));
    assert_eq!(process.container().unwrap(), Some(id.clone()));
    assert_eq!(process.unit().unwrap(), Some(format!("docker-{id}.scope")));
    let snapshot = process.snapshot(Field::Cgroup | Field::Container | Field::Unit).unwrap();
    assert_eq!(snapshot.get(Field::Container), Some(&Value::Text(id.clone().into())));
    let query = Query::parse(&format!("container == {id} and cgroup endswith \"{name}\"")).unwrap();
    assert_eq!(query.find().unwrap(), [process]);
    drop(child);
    drop(group);
}

#[test]
fn our_own_control_group() {
    let me = Process::current().unwrap();
    let text = fs::read_to_string("/proc/self/cgroup").unwrap();
    let path = me.cgroup().unwrap();
    assert!(text.lines().any(|line| line.splitn(3, ':').nth(2) == path.to_str()), "{path:?}");
}

#[test]
fn namespaces() {
    let child = sleeper();
    let namespaces = child.process().namespaces().unwrap();
    for (kind, inode) in &namespaces {
        assert_eq!(fs::metadata(format!("/proc/self/ns/{kind}")).unwrap().ino(), *inode, "{kind}");
    }
    assert!(namespaces.len() >= 7);
    let snapshot = child.process().snapshot(Field::Namespaces).unwrap();
    let part = snapshot.get(Field::Namespaces).unwrap().part("uts").unwrap();
    let uts = namespaces.iter().find(|(kind, _)| *kind == "uts").unwrap().1;
    assert_eq!(part, &Value::Int(uts as i64));
    // Another one.
    // SAFETY: a system call with a number.
    let other = fork(|| unsafe {
        libc::unshare(libc::CLONE_NEWUTS);
    });
    let theirs = other.process().namespaces().unwrap();
    let uts_of = |pid: i32| fs::metadata(format!("/proc/{pid}/ns/uts")).unwrap().ino();
    assert!(theirs.contains(&("uts", uts_of(other.0))));
    let changed = theirs.iter().zip(&namespaces).filter(|(one, other)| one != other).count();
    assert!(changed <= 1);
}

#[test]
fn labels() {
    let child = sleeper();
    let expected = fs::read(format!("/proc/{}/attr/current", child.pid())).ok();
    let found = child.process().label().unwrap();
    let expected = expected
        .map(|text| String::from_utf8_lossy(&text).trim_matches(['\0', '\n', ' ']).to_owned());
    assert_eq!(
        found.map(|text| text.to_string_lossy().into_owned()),
        expected.filter(|text| !text.is_empty())
    );
}
