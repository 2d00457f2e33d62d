//! Walking and listing beside walkdir and the standard library, on every system: `cargo run --release -p bench --bin
//! bench-portable`, and under Wine `cargo xtask windows --bench`. Ratios as in `bench`: above 1, ostler is the faster one.

// The other program uses the rest.
#[allow(dead_code)]
mod harness;

use std::path::Path;

use harness::{Clock, Contender, Table};
use walkdir::WalkDir;

/// Directories in a directory, files in each of them, and files in one that is large.
const DIRECTORIES: usize = 200;
const FILES: usize = 20;
const MANY: usize = 2_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tree = tempfile::tempdir()?;
    let large = tempfile::tempdir()?;
    for directory in 0..DIRECTORIES {
        let path = tree.path().join(format!("directory {directory}"));
        std::fs::create_dir(&path)?;
        files(&path, FILES)?;
    }
    files(large.path(), MANY)?;
    let filters: Vec<String> = std::env::args().skip(1).collect();
    let mut table = Table::new("Walking and listing, time that passes", &filters);
    let (tree, large) = (tree.path(), large.path());
    table.row(
        &format!("walk, {} entries", DIRECTORIES * (FILES + 1)),
        Clock::Wall,
        Contender::new("ostler walk", || walk(tree)),
        vec![
            (Contender::new("walkdir", || walkdir(tree)), 1.0),
            (Contender::new("std read_dir", || read_dirs(tree)), 1.0),
        ],
    );
    table.row(
        &format!("scandir with stat, {MANY} entries"),
        Clock::Wall,
        Contender::new("ostler scandir", || sizes_by_scandir(large)),
        vec![
            (Contender::new("walkdir", || sizes_by_walkdir(large)), 1.0),
            (Contender::new("std read_dir", || sizes_by_read_dir(large)), 1.0),
        ],
    );
    table.finish();
    Ok(())
}

fn files(directory: &Path, count: usize) -> std::io::Result<()> {
    (0..count).try_for_each(|n| std::fs::write(directory.join(format!("a file {n}.txt")), "text"))
}

fn walk(top: &Path) -> u64 {
    let mut walk = ostler::os::walk(top);
    let mut entries = 0;
    while let Some(step) = walk.step() {
        let step = step.expect("a directory");
        entries += step.dirnames.len() + step.filenames.len();
    }
    entries as u64
}

fn walkdir(top: &Path) -> u64 {
    let entries = WalkDir::new(top).min_depth(1).into_iter();
    entries.inspect(|entry| assert!(entry.is_ok())).count() as u64
}

fn read_dirs(top: &Path) -> u64 {
    let mut entries = 0;
    for entry in std::fs::read_dir(top).expect("a directory") {
        let entry = entry.expect("an entry");
        entries += 1;
        if entry.file_type().expect("a type").is_dir() {
            entries += read_dirs(&entry.path());
        }
    }
    entries
}

fn sizes_by_scandir(top: &Path) -> u64 {
    let entries = ostler::os::scandir(top).expect("a directory");
    let size = |entry: ostler::os::DirEntry| entry.stat().expect("a status").st_size();
    entries.map(|entry| u64::try_from(size(entry.expect("an entry"))).expect("a size")).sum()
}

fn sizes_by_walkdir(top: &Path) -> u64 {
    let entries = WalkDir::new(top).min_depth(1).max_depth(1).into_iter();
    entries.map(|entry| entry.expect("an entry").metadata().expect("a status").len()).sum()
}

fn sizes_by_read_dir(top: &Path) -> u64 {
    let entries = std::fs::read_dir(top).expect("a directory");
    entries.map(|entry| entry.expect("an entry").metadata().expect("a status").len()).sum()
}
