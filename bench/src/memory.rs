//! The most memory each contender has, by itself in a process.

use std::ffi::OsString;
use std::path::Path;

use ostler::os::{self, FileAction, SpawnAttrs};

use crate::harness::Table;
use crate::processes::{alone, fd_name};
use crate::trees::Trees;

/// What a job counted, and its peak in KiB: the median of five runs.
fn peak(job: &str, tree: &Path) -> (String, f64) {
    let mut peaks = Vec::new();
    let mut counted = String::new();
    for _ in 0..5 {
        let output = alone(job, tree).output().expect("a program");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut words = text.split_whitespace();
        words.next().expect("a count").clone_into(&mut counted);
        peaks.push(words.next().and_then(|peak| peak.parse().ok()).unwrap_or(f64::NAN));
    }
    peaks.sort_by(f64::total_cmp);
    (counted, peaks[2])
}

/// The most memory `find` has at once, in KiB: a job, for a process starts with the peak of the one that starts it, and a
/// process with one job is small.
pub(crate) fn find(tree: &Path) -> u64 {
    peak_of(&["find".into(), tree.into()])
}

/// The most memory `fd` has at once, in KiB; 0 if it is not installed.
pub(crate) fn fd(tree: &Path) -> u64 {
    let Some(fd) = fd_name() else { return 0 };
    let args = [fd, "-HI", "--threads", "2", "."].map(OsString::from);
    peak_of(&args.into_iter().chain([tree.into()]).collect::<Vec<_>>())
}

/// Runs a command, what it prints thrown away, and asks the system for its peak.
pub(crate) fn peak_of(command: &[OsString]) -> u64 {
    let silent =
        [FileAction::Open { fd: 1, path: "/dev/null".as_ref(), flags: os::O_WRONLY, mode: 0 }];
    let attrs = SpawnAttrs { file_actions: &silent, ..Default::default() };
    let pid = os::posix_spawnp_with(&command[0], command, os::INHERIT, &attrs).expect("a program");
    let (_, status, usage) = os::wait4(pid, os::WaitOptions::empty()).expect("a child");
    assert_eq!(os::waitstatus_to_exitcode(status).ok(), Some(0), "{command:?}");
    u64::try_from(usage.ru_maxrss()).unwrap_or(0)
}

pub(crate) fn rows(trees: &Trees, table: &mut Table<'_>) {
    type Row = (&'static str, fn(&Trees) -> &Path, &'static str, &'static [&'static str]);
    let rows: [Row; 5] = [
        (
            "walk, /usr",
            |_| Path::new("/usr"),
            "ostler next_ref",
            &["walkdir", "ignore", "bare loop"],
        ),
        (
            "walk by two threads, /usr",
            |_| Path::new("/usr"),
            "ostler parallel",
            &["ignore parallel", "jwalk parallel"],
        ),
        (
            "walk, 200k files in one directory",
            Trees::wide,
            "ostler next_ref",
            &["walkdir", "jwalk parallel", "bare loop"],
        ),
        (
            "scandir, 200k files",
            Trees::wide,
            "ostler scandir next_ref",
            &["std read_dir", "rustix RawDir"],
        ),
        ("listdir, 200k files", Trees::wide, "ostler listdir", &["std names"]),
    ];
    for (what, tree, ours, peers) in rows {
        let work = format!("memory, {what}");
        if !table.wants(&work) {
            continue;
        }
        let tree = tree(trees);
        let (counted, mine) = peak(ours, tree);
        for name in peers {
            let (theirs, size) = peak(name, tree);
            assert_eq!(counted, theirs, "{work}: {ours} and {name} did different work");
            let (shown, peer) = (format!("{ours} {mine} KiB"), format!("{name} {size} KiB"));
            table.line(&work, &shown, &peer, size / mine, 0.0);
        }
        if what.starts_with("walk") {
            for (name, job) in [("find", "peak of find"), ("fd", "peak of fd")] {
                let size: f64 = peak(job, tree).0.parse().unwrap_or(f64::NAN);
                if size > 0.0 {
                    let (shown, peer) =
                        (format!("{ours} {mine} KiB"), format!("{name} {size} KiB"));
                    table.line(&work, &shown, &peer, size / mine, 0.0);
                }
            }
        }
    }
}
