//! How many system calls it takes to list directories: those that read them, and none for an entry.
//!
//! Wine prints every call between libraries, and calls of `ntdll` that begin with `Nt` are system calls. A test of the
//! library marks what is to be counted.

use std::collections::BTreeMap;
use std::path::Path;

use super::wine::Wine;
use crate::run::Result;
use crate::test::{Count, Folder};

/// What is counted between two of these. See the tests in `crates/ostler/tests/os/windows/calls.rs`.
const MARK: &str = "KERNEL32.SetErrorMode(000c0000)";

/// What reads directories.
const READ: &str = "NtQueryDirectoryFile";

/// Directories, and files in each: a few, and many.
const DIRECTORIES: usize = 3;
const FILES: [usize; 2] = [10, 400];

/// A call that reads brings at least so many entries.
const ENTRIES_PER_READ: usize = 40;

pub(super) fn main(wine: &Wine, program: &Path) -> Result<Count> {
    let folder = Folder::new()?;
    for files in FILES {
        make_tree(&folder.path().join(files.to_string()), files)?;
    }
    let mut count = Count::default();
    for (test, directories) in [("walk", DIRECTORIES), ("scandir_with_stat", 1)] {
        let mut calls = Vec::new();
        for files in FILES {
            let top = folder.path().join(files.to_string());
            let test = format!("windows::calls::{test}");
            let counted = between_marks(&wine.trace(program, &test, &top)?)
                .ok_or_else(|| format!("{test} left no marks"))?;
            let total: usize = counted.values().sum();
            println!(
                "{test}: {total} system calls for {directories} directories of {files} files: {counted:?}"
            );
            calls.push(counted);
        }
        let more_entries = (FILES[1] - FILES[0]) * directories;
        if let Err(why) = check(&calls[0], &calls[1], more_entries) {
            println!("{test}: {why}");
            count.failed += 1;
        } else {
            count.passed += 1;
        }
    }
    Ok(count)
}

fn make_tree(top: &Path, files: usize) -> Result {
    for directory in 0..DIRECTORIES {
        let place = if directory == 0 { top.into() } else { top.join(format!("d{directory}")) };
        std::fs::create_dir(&place)?;
        for file in 0..files {
            std::fs::write(place.join(format!("file {file}")), "x")?;
        }
    }
    Ok(())
}

/// System calls by name.
type Calls = BTreeMap<String, usize>;

/// What the thread that sets the marks calls between them.
fn between_marks(trace: &str) -> Option<Calls> {
    let mut calls = Calls::new();
    let mut marked = None;
    for line in trace.lines() {
        let Some((thread, call)) = line.split_once(":Call ") else { continue };
        if call.starts_with(MARK) {
            if marked.replace(thread).is_some() {
                return Some(calls);
            }
        } else if marked == Some(thread)
            && let Some(call) = call.strip_prefix("ntdll.")
            && call.starts_with("Nt")
        {
            let name = call.split('(').next().unwrap_or_default();
            *calls.entry(name.to_owned()).or_default() += 1;
        }
    }
    None
}

/// Many entries take no other calls than few, and of those that read no more than it takes.
fn check(few: &Calls, many: &Calls, more_entries: usize) -> Result {
    let split = |calls: &Calls| {
        let mut others = calls.clone();
        let reads = others.remove(READ).unwrap_or(0);
        (reads, others)
    };
    let ((few_reads, few), (many_reads, many)) = (split(few), split(many));
    if few_reads == 0 || few != many {
        return Err("other calls for more entries".into());
    }
    if (many_reads - few_reads) * ENTRIES_PER_READ > more_entries {
        return Err(format!("{many_reads} reads, and {few_reads} for fewer entries").into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_marked_counts() {
        let trace = "0024:Call ntdll.NtClose(1) ret=1\n\
            0028:Call KERNEL32.SetErrorMode(000c0000) ret=2\n\
            0024:Call ntdll.NtClose(1) ret=1\n\
            0028:Call ntdll.NtQueryDirectoryFile(1,2) ret=3\n\
            0028:Ret  ntdll.NtQueryDirectoryFile() retval=0\n\
            0028:Call ntdll.RtlAllocateHeap(1) ret=3\n\
            0028:Call KERNEL32.SetErrorMode(000c0000) ret=2\n\
            0028:Call ntdll.NtClose(1) ret=1\n";
        let calls = between_marks(trace).unwrap();
        assert_eq!(calls, Calls::from([("NtQueryDirectoryFile".to_owned(), 1)]));
        assert!(between_marks("0028:Call ntdll.NtClose(1) ret=1\n").is_none());
    }

    #[test]
    fn a_call_for_each_entry_is_too_many() {
        let calls = |reads: usize, opens: usize| {
            Calls::from([(READ.to_owned(), reads), ("NtCreateFile".to_owned(), opens)])
        };
        assert!(check(&calls(2, 1), &calls(7, 1), 390).is_ok());
        assert!(check(&calls(2, 1), &calls(2, 2), 390).is_err());
        assert!(check(&calls(2, 1), &calls(100, 1), 390).is_err());
        assert!(check(&calls(0, 1), &calls(0, 1), 390).is_err());
    }
}
