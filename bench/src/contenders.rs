//! Those who walk: ours and the peers, each giving the same figure for the same tree.
//!
//! The figure is the bytes of all names, plus one for each entry, plus one more for each directory.

use std::error::Error;
use std::ffi::CStr;
use std::io::{self, BufWriter, Write as _};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd as _, OwnedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use ostler::os;
use rustix::fs::{CWD, FileType, Mode, OFlags, RawDir};
use walkdir::WalkDir;

/// The option that makes this program one contender.
pub(crate) const FLAG: &str = "--contender";

pub(crate) fn weigh(name: usize, dir: bool) -> u64 {
    name as u64 + 1 + u64::from(dir)
}

/// Ours, lent directory by directory.
pub(crate) fn listings(top: &Path) -> u64 {
    let mut walk = os::walk(top).ignore_errors().listings();
    let mut sum = 0;
    while let Some(Ok(listing)) = walk.step() {
        for entry in listing.entries() {
            sum += weigh(entry.name().len(), entry.file_type().is_dir());
        }
    }
    sum
}

/// Ours, an owned entry each.
pub(crate) fn owned(top: &Path) -> u64 {
    os::walk(top)
        .ignore_errors()
        .entries()
        .flatten()
        .map(|entry| weigh(entry.name().len(), entry.file_type().is_dir()))
        .sum()
}

/// Ours, in the reference's shape. It takes links to directories for directories, so those are told apart again.
pub(crate) fn triples(top: &Path) -> u64 {
    let mut walk = os::walk(top).ignore_errors();
    let mut sum = 0;
    let mut dirs = 0;
    while let Some(Ok(step)) = walk.step() {
        dirs += 1;
        let names = step.dirnames.iter().chain(step.filenames);
        sum += names.map(|name| weigh(name.len(), false)).sum::<u64>();
    }
    // Every directory but the top was an entry.
    sum + dirs - 1
}

/// Ours, with the status of each entry.
pub(crate) fn stat_ours(top: &Path) -> u64 {
    let mut walk = os::walk(top).ignore_errors().listings();
    let mut sum = 0;
    while let Some(Ok(listing)) = walk.step() {
        for entry in listing.entries() {
            sum += listing.stat(&entry).map_or(0, |st| st.st_size() as u64);
        }
    }
    sum
}

pub(crate) fn walkdir_names(top: &Path) -> u64 {
    WalkDir::new(top)
        .min_depth(1)
        .into_iter()
        .flatten()
        .map(|entry| weigh(entry.file_name().len(), entry.file_type().is_dir()))
        .sum()
}

pub(crate) fn stat_walkdir(top: &Path) -> u64 {
    WalkDir::new(top)
        .min_depth(1)
        .into_iter()
        .flatten()
        .map(|entry| entry.metadata().map_or(0, |meta| meta.size()))
        .sum()
}

/// As little as can be done: open each directory relative to its parent, read it, close it.
pub(crate) fn bare(top: &Path) -> u64 {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let Ok(dir) = rustix::fs::openat(CWD, top, flags, Mode::empty()) else { return 0 };
    let mut buffer = vec![MaybeUninit::uninit(); 64 * 1024];
    bare_below(dir, flags, &mut buffer)
}

fn bare_below(dir: OwnedFd, flags: OFlags, buffer: &mut Vec<MaybeUninit<u8>>) -> u64 {
    let mut sum = 0;
    // The names of the directories, each with its NUL: the buffer is needed again below.
    let mut dirs: Vec<u8> = Vec::new();
    let mut entries = RawDir::new(dir.as_fd(), buffer);
    while let Some(Ok(entry)) = entries.next() {
        let name = entry.file_name();
        if name == c"." || name == c".." {
            continue;
        }
        let is_dir = entry.file_type() == FileType::Directory;
        sum += weigh(name.to_bytes().len(), is_dir);
        if is_dir {
            dirs.extend_from_slice(name.to_bytes_with_nul());
        }
    }
    for name in dirs.split_inclusive(|byte| *byte == 0) {
        let Ok(name) = CStr::from_bytes_with_nul(name) else { continue };
        if let Ok(below) = rustix::fs::openat(&dir, name, flags, Mode::empty()) {
            sum += bare_below(below, flags, buffer);
        }
    }
    sum
}

/// This program as one contender on a tree.
pub(crate) fn itself(contender: &str, top: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program has a name"));
    command.arg(FLAG).arg(contender).arg(top);
    command
}

/// Runs a command whose output nobody wants.
pub(crate) fn succeed(mut command: impl std::borrow::BorrowMut<Command>) {
    let status = command.borrow_mut().stdout(Stdio::null()).status().expect("it can be run");
    assert!(status.success(), "{status}");
}

/// Plays one contender: what follows [`FLAG`] on the command line.
pub(crate) fn run(args: &[String]) -> Result<(), Box<dyn Error>> {
    let [contender, top] = args else { return Err("a contender and a tree".into()) };
    let top = Path::new(top);
    let found = match contender.as_str() {
        "listings" => listings(top),
        "owned" => owned(top),
        "triples" => triples(top),
        "walkdir" => walkdir_names(top),
        "ignore" => crate::parallel::ignore_names(top),
        "jwalk" => crate::parallel::jwalk_names(top),
        "parallel" => crate::parallel::ours(top),
        "read_dir" => std::fs::read_dir(top)?.flatten().map(|e| e.file_name().len() as u64).sum(),
        "scandir" => os::scandir(top)?.flatten().map(|e| e.name().len() as u64).sum(),
        "listdir" => os::listdir(top)?.iter().map(|name| name.len() as u64).sum(),
        "print" => return print(top),
        "print-parallel" => return crate::parallel::print(top),
        "delete" => return Ok(crate::delete::remove(top)?),
        "nothing" => 0,
        _ => return Err(format!("no contender {contender}").into()),
    };
    println!("{found}");
    Ok(())
}

/// Prints every path below a tree, as `find` does.
fn print(top: &Path) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    let mut walk = os::walk(top).ignore_errors().listings();
    while let Some(Ok(listing)) = walk.step() {
        let dir = listing.dirpath().as_os_str().as_bytes();
        for entry in listing.entries() {
            out.write_all(dir)?;
            out.write_all(b"/")?;
            out.write_all(entry.name().as_bytes())?;
            out.write_all(b"\n")?;
        }
    }
    Ok(out.flush()?)
}
