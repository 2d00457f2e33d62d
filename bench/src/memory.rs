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

/// The commands that do the same, and print it too.
fn commands(tree: &Path) -> Vec<(&'static str, Vec<OsString>)> {
    let mut commands = vec![("find", vec!["find".into(), tree.into()])];
    if let Some(fd) = fd_name() {
        let args = [fd, "-HI", "--threads", "2", "."];
        commands.push(("fd", args.map(OsString::from).into_iter().chain([tree.into()]).collect()));
    }
    commands
}

/// The most memory a command has at once, in KiB. What it prints is thrown away.
fn peak_of(command: &[OsString]) -> Option<f64> {
    let silent =
        [FileAction::Open { fd: 1, path: "/dev/null".as_ref(), flags: os::O_WRONLY, mode: 0 }];
    let attrs = SpawnAttrs { file_actions: &silent, ..Default::default() };
    let pid = os::posix_spawnp_with(&command[0], command, os::INHERIT, &attrs).ok()?;
    let (_, status, usage) = os::wait4(pid, os::WaitOptions::empty()).ok()?;
    let ended = os::waitstatus_to_exitcode(status).ok()?;
    (ended == 0).then(|| usage.ru_maxrss() as f64)
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
            let shown = format!("{ours} {mine} KiB");
            for (name, command) in commands(tree) {
                let Some(size) = peak_of(&command) else { continue };
                table.line(&work, &shown, &format!("{name} {size} KiB"), size / mine, 0.0);
            }
        }
    }
}
