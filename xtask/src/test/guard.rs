//! What a run of tests must leave as it was: the machine.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, Metadata};
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::run::Result;

/// Settings of the kernel's that a superuser can change.
const SETTINGS: [&str; 9] = [
    "kernel/hostname",
    "kernel/domainname",
    "kernel/core_pattern",
    "kernel/pid_max",
    "kernel/threads-max",
    "kernel/printk",
    "vm/overcommit_memory",
    "fs/file-max",
    "fs/nr_open",
];

/// Folders of `/dev` in which entries of other programs come and go.
const OTHERS: [&str; 4] = ["/dev/pts", "/dev/shm", "/dev/mqueue", "/dev/fd"];

/// How much the clock of the day may be set right in a run.
const DRIFT: Duration = Duration::from_secs(2);

/// The state of the machine.
pub(crate) struct Machine {
    /// By what it is: what it is like.
    facts: BTreeMap<String, String>,
    /// When the system was started, by the clock of the day.
    started: Duration,
}

impl Machine {
    pub(crate) fn look() -> Result<Self> {
        let mut facts = BTreeMap::new();
        folder(Path::new("/"), &mut facts, &|_| false);
        folder(Path::new("/dev"), &mut facts, &|path| {
            !OTHERS.iter().any(|other| path == Path::new(other))
        });
        folder(Path::new("/etc"), &mut facts, &|_| true);
        for line in read("/proc/self/mountinfo").lines() {
            if let Some((place, how)) = mount(line) {
                // Several may be at one place.
                let known: &mut String = facts.entry(format!("mount at {place}")).or_default();
                known.push_str(&how);
            }
        }
        for setting in SETTINGS {
            let value = read(&format!("/proc/sys/{setting}"));
            facts.insert(format!("/proc/sys/{setting}"), value.trim().to_owned());
        }
        for (who, pid) in [("process 1", "1"), ("this process", "self")] {
            for line in read(&format!("/proc/{pid}/limits")).lines().skip(1) {
                let (name, values) = line.split_at_checked(26).unwrap_or((line, ""));
                let values: Vec<&str> = values.split_whitespace().collect();
                facts.insert(format!("{who}: {}", name.trim()), values.join(" "));
            }
            let stat = read(&format!("/proc/{pid}/stat"));
            let fields: Vec<&str> =
                stat.rsplit_once(") ").map_or(vec![], |(_, rest)| rest.split(' ').collect());
            if let Some(nice) = fields.get(16) {
                facts.insert(format!("{who}: niceness"), (*nice).to_owned());
            }
        }
        Ok(Self { facts, started: started()? })
    }

    /// Fails, and names what is not as it was before.
    pub(crate) fn unchanged(&self) -> Result {
        let differences = self.differences(&Self::look()?);
        if differences.is_empty() {
            return Ok(());
        }
        for difference in &differences {
            println!("{difference}");
        }
        let (shown, more) = differences.split_at(differences.len().min(3));
        let more =
            if more.is_empty() { String::new() } else { format!("; and {} more", more.len()) };
        Err(format!("changed: {}{more}", shown.join("; ")).into())
    }

    fn differences(&self, after: &Self) -> Vec<String> {
        let mut differences = Vec::new();
        for (what, before) in &self.facts {
            match after.facts.get(what) {
                None => differences.push(format!("{what} is gone (it was {before})")),
                Some(now) if now != before => {
                    differences.push(format!("{what} was {before}, is {now}"));
                }
                Some(_) => {}
            }
        }
        for (what, now) in after.facts.iter().filter(|(what, _)| !self.facts.contains_key(*what)) {
            differences.push(format!("{what} is new ({now})"));
        }
        if self.started.abs_diff(after.started) > DRIFT {
            let text = format!("the clock was set: from {:?} to {:?}", self.started, after.started);
            differences.push(text);
        }
        differences
    }
}

/// What is in a folder, and in those below it that are to be looked into. What may not be read is left out.
fn folder(path: &Path, facts: &mut BTreeMap<String, String>, into: &dyn Fn(&Path) -> bool) {
    if let Ok(metadata) = fs::symlink_metadata(path) {
        facts.insert(path.display().to_string(), like(path, &metadata));
    }
    let Ok(entries) = fs::read_dir(path) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let Ok(metadata) = fs::symlink_metadata(&path) else { continue };
        facts.insert(path.display().to_string(), like(&path, &metadata));
        if metadata.is_dir() && into(&path) {
            folder(&path, facts, into);
        }
    }
}

/// The type, mode, owner and group of a file; the number of a device, where a link leads, the size and time of what has content.
fn like(path: &Path, metadata: &Metadata) -> String {
    let mut text = format!("{:o} {}:{}", metadata.mode(), metadata.uid(), metadata.gid());
    let kind = metadata.file_type();
    if kind.is_char_device() || kind.is_block_device() {
        let _ = write!(text, " device {:#x}", metadata.rdev());
    } else if kind.is_symlink() {
        let target = fs::read_link(path).unwrap_or_default();
        let _ = write!(text, " to {}", target.display());
    } else if kind.is_file() {
        let _ = write!(text, " {} bytes of {}", metadata.len(), metadata.mtime());
    }
    text
}

/// Where something is mounted, and how; the numbers before that are given out anew each time.
fn mount(line: &str) -> Option<(&str, String)> {
    let mut fields = line.split(' ').skip(2);
    let (device, root, place) = (fields.next()?, fields.next()?, fields.next()?);
    Some((place, format!("[{device} {root} {}]", fields.collect::<Vec<_>>().join(" "))))
}

fn started() -> Result<Duration> {
    let up = read("/proc/uptime");
    let up: f64 = up.split(' ').next().unwrap_or_default().parse()?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(now.saturating_sub(Duration::from_secs_f64(up)))
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(facts: &[(&str, &str)], started: u64) -> Machine {
        let facts = facts.iter().map(|(what, like)| ((*what).to_owned(), (*like).to_owned()));
        Machine { facts: facts.collect(), started: Duration::from_secs(started) }
    }

    #[test]
    fn what_changed_is_named() {
        let before = machine(&[("/dev/null", "20666 0:0"), ("/etc/a", "x"), ("/etc/b", "y")], 1000);
        assert!(before.differences(&machine(&[], 1000)).len() == 3);
        let after =
            machine(&[("/dev/null", "27777 999999:64"), ("/etc/a", "x"), ("/etc/c", "z")], 1500);
        let found = before.differences(&after);
        assert_eq!(found[0], "/dev/null was 20666 0:0, is 27777 999999:64");
        assert_eq!(found[1], "/etc/b is gone (it was y)");
        assert_eq!(found[2], "/etc/c is new (z)");
        assert!(found[3].starts_with("the clock was set"), "{found:?}");
        assert!(before.differences(&before).is_empty());
    }

    /// What [`a_changed_device_is_caught`] runs apart from the machine.
    #[test]
    fn helper() {
        if std::env::var_os("OSTLER_TEST_GUARD").is_some() {
            let machine = Machine::look().unwrap();
            std::process::Command::new("chmod").args(["7777", "/dev/null"]).status().unwrap();
            println!("{}", machine.unchanged().unwrap_err());
        }
    }

    #[test]
    fn a_changed_device_is_caught() {
        let apart = super::super::Apart::find();
        if apart != super::super::Apart::Namespaces {
            eprintln!("skipped: {}", apart.said());
            return;
        }
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "test::guard::tests::helper", "--nocapture"]);
        let (_, said) = apart.tee(command.env("OSTLER_TEST_GUARD", "")).unwrap();
        let wanted = "changed: /dev/null was 20666 0:0 device 0x103, is 27777 0:0 device 0x103\n";
        assert!(said.contains(wanted), "{said}");
    }

    #[test]
    fn this_machine_is_seen() {
        let machine = Machine::look().unwrap();
        for what in
            ["/", "/dev", "/dev/null", "/etc/passwd", "mount at /proc", "process 1: niceness"]
        {
            assert!(machine.facts.contains_key(what), "{what}");
        }
        assert!(machine.facts["/dev/null"].ends_with("device 0x103"));
        assert_eq!(machine.facts["this process: Max open files"].split(' ').count(), 3);
    }
}
