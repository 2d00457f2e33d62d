//! What whoever counts system calls from outside runs: `cargo xtask windows` does.

use std::path::PathBuf;

use ostler::os;

/// The directory to look at.
const TOP: &str = "OSTLER_TEST_TOP";

#[test]
#[ignore = "for `cargo xtask windows`"]
fn scandir_with_stat() {
    let Some(top) = std::env::var_os(TOP) else { return };
    let mut bytes = 0;
    let mut directories = 0;
    for entry in os::scandir(top).unwrap() {
        let entry = entry.unwrap();
        bytes += entry.stat().unwrap().st_size();
        directories += usize::from(entry.is_dir().unwrap());
    }
    println!("{bytes} bytes, {directories} directories");
}

#[test]
#[ignore = "for `cargo xtask windows`"]
fn walk() {
    let Some(top) = std::env::var_os(TOP).map(PathBuf::from) else { return };
    let mut walk = os::walk(top);
    let mut files = 0;
    while let Some(step) = walk.step() {
        files += step.unwrap().filenames.len();
    }
    println!("{files} files");
}
