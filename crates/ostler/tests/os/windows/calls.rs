//! What is run where somebody counts system calls from outside: `cargo xtask windows` does.

use std::path::PathBuf;

use ostler::os;
use windows_sys::Win32::System::Diagnostics::Debug::SetErrorMode;

/// The directory to look at.
const TOP: &str = "OSTLER_TEST_TOP";

/// A mode that does not exist: what lies between two attempts to set it is counted.
const MARK: u32 = 0x000c_0000;

/// Does the work between two marks, and says how much it was.
fn marked(work: impl FnOnce(PathBuf) -> usize) {
    let Some(top) = std::env::var_os(TOP) else { return };
    // SAFETY: it takes a number only.
    let mark = || unsafe { SetErrorMode(MARK) };
    mark();
    let entries = work(top.into());
    mark();
    println!("{entries} entries");
}

#[test]
#[ignore = "for `cargo xtask windows`"]
fn scandir_with_stat() {
    marked(|top| {
        os::scandir(top)
            .unwrap()
            .filter(|entry| {
                let entry = entry.as_ref().unwrap();
                let status = entry.stat().unwrap();
                let is_dir = entry.is_dir().unwrap() || entry.is_junction().unwrap();
                status.st_size() > 0 || is_dir || entry.is_symlink().unwrap()
            })
            .count()
    });
}

#[test]
#[ignore = "for `cargo xtask windows`"]
fn walk() {
    marked(|top| {
        let steps = os::walk(top).map(Result::unwrap);
        steps.map(|step| step.dirnames.len() + step.filenames.len()).sum()
    });
}
