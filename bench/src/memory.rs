//! The most memory each contender has, by itself in a process.

use std::path::Path;

use crate::harness::Table;
use crate::processes::alone;
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
    }
}
