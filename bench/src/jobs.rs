//! The work of every contender, each to be run alone too.

use std::ffi::{CStr, CString, OsStr};
use std::io::{BufWriter, Write as _};
use std::mem::MaybeUninit;
use std::ops::ControlFlow;
use std::os::fd::{AsFd as _, BorrowedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{DirEntryExt as _, MetadataExt as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use ostler::os::{self, At};
use rustix::fs::{FileType, Mode, OFlags, RawDir};

use crate::memory;

/// A job: what it did to a tree, as a number that is the same for all who did it.
pub(crate) type Job = fn(&Path) -> u64;

/// All jobs by name.
pub(crate) const JOBS: &[(&str, Job)] = &[
    ("ostler listings", ostler_listings),
    ("ostler next_ref", ostler_next_ref),
    ("ostler entries", ostler_entries),
    ("ostler step", ostler_step),
    ("ostler Walk", ostler_iterator),
    ("ostler parallel", ostler_parallel),
    ("ostler stat", ostler_stat),
    ("ostler entries stat", ostler_entries_stat),
    ("ostler print", ostler_print),
    ("ostler print 2", ostler_print_parallel),
    ("ostler fwalk delete", ostler_delete),
    ("ostler scandir", ostler_scandir),
    ("ostler scandir next_ref", ostler_scandir_ref),
    ("ostler listdir", ostler_listdir),
    ("bare loop", bare),
    ("bare loop stat", bare_stat),
    ("peak of find", memory::find),
    ("peak of fd", memory::fd),
    ("walkdir", walkdir),
    ("walkdir stat", walkdir_stat),
    ("ignore", ignore_serial),
    ("ignore parallel", ignore_parallel),
    ("jwalk parallel", jwalk_parallel),
    ("std read_dir", std_read_dir),
    ("std names", std_names),
    ("std remove_dir_all", std_delete),
    ("rustix RawDir", rustix_raw_dir),
];

pub(crate) fn job(name: &str) -> Option<Job> {
    JOBS.iter().find(|job| job.0 == name).map(|job| job.1)
}

/// Runs one job; prints what it counted and the peak of its memory in KiB.
pub(crate) fn alone(name: &str, path: &Path) -> ExitCode {
    let Some(job) = job(name) else {
        eprintln!("no such job: {name}");
        return ExitCode::FAILURE;
    };
    let done = job(path);
    if !name.contains("print") {
        println!("{done} {}", peak().unwrap_or(0));
    }
    ExitCode::SUCCESS
}

/// `VmHWM`: the most memory this process has had, in KiB.
pub(crate) fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// One entry's part of the number: it, whether it is a directory, the length of its name.
fn entry(name: &OsStr, is_dir: bool) -> u64 {
    (1 << 40) + (u64::from(is_dir) << 24) + name.len() as u64
}

fn ostler_listings(top: &Path) -> u64 {
    let mut walk = os::walk(top).listings();
    let mut sum = 0;
    while let Some(listing) = walk.step() {
        let listing = listing.expect("a directory");
        sum += listing.entries().map(|e| entry(e.name(), e.file_type().is_dir())).sum::<u64>();
    }
    sum
}

fn ostler_next_ref(top: &Path) -> u64 {
    let mut entries = os::walk(top).entries();
    let mut sum = 0;
    while let Some(e) = entries.next_ref() {
        let e = e.expect("an entry");
        sum += entry(e.name(), e.file_type().is_dir());
    }
    sum
}

fn ostler_entries(top: &Path) -> u64 {
    let entries = os::walk(top).entries().map(|e| e.expect("an entry"));
    entries.map(|e| entry(e.name(), e.file_type().is_dir())).sum()
}

/// Symbolic links to directories are among the directories here: they are counted as the files they are elsewhere, at the
/// price of a call each, so this is compared on trees without links alone.
fn ostler_step(top: &Path) -> u64 {
    let mut walk = os::walk(top);
    let mut sum = 0;
    while let Some(step) = walk.step() {
        let step = step.expect("a directory");
        sum += step.dirnames.iter().map(|name| entry(name, true)).sum::<u64>();
        sum += step.filenames.iter().map(|name| entry(name, false)).sum::<u64>();
    }
    sum
}

fn ostler_iterator(top: &Path) -> u64 {
    let mut sum = 0;
    for step in os::walk(top) {
        let step = step.expect("a directory");
        sum += step.dirnames.iter().map(|name| entry(name, true)).sum::<u64>();
        sum += step.filenames.iter().map(|name| entry(name, false)).sum::<u64>();
    }
    sum
}

fn ostler_parallel(top: &Path) -> u64 {
    let sum = AtomicU64::new(0);
    let walked = os::walk(top).parallel(2, |listing| {
        let listing = listing.expect("a directory");
        let part = listing.entries().map(|e| entry(e.name(), e.file_type().is_dir())).sum();
        sum.fetch_add(part, Ordering::Relaxed);
        ControlFlow::<()>::Continue(())
    });
    assert!(walked.expect("a walk").is_continue());
    sum.into_inner()
}

fn ostler_stat(top: &Path) -> u64 {
    let mut walk = os::walk(top).listings();
    let mut sum = 0_u64;
    while let Some(listing) = walk.step() {
        let listing = listing.expect("a directory");
        for e in listing.entries() {
            sum = sum.wrapping_add(listing.stat(&e).expect("a file").st_ino() as u64);
        }
    }
    sum
}

fn ostler_entries_stat(top: &Path) -> u64 {
    let mut sum = 0_u64;
    for e in os::walk(top).entries() {
        let e = e.expect("an entry");
        sum = sum.wrapping_add(e.entry().stat_with(false).expect("a file").st_ino() as u64);
    }
    sum
}

fn ostler_print(top: &Path) -> u64 {
    let mut out = BufWriter::with_capacity(64 << 10, std::io::stdout().lock());
    let mut walk = os::walk(top).listings();
    let mut paths = 1;
    let _ = writeln!(out, "{}", top.display());
    while let Some(listing) = walk.step() {
        let listing = listing.expect("a directory");
        let dir = listing.dirpath().as_os_str().as_bytes();
        for e in listing.entries() {
            let name = e.name().as_bytes();
            let _ = out.write_all(dir).and(out.write_all(b"/")).and(out.write_all(name));
            let _ = out.write_all(b"\n");
            paths += 1;
        }
    }
    paths
}

fn ostler_print_parallel(top: &Path) -> u64 {
    let out = std::io::stdout().as_fd().try_clone_to_owned().expect("an output");
    let out = BufWriter::with_capacity(256 << 10, std::fs::File::from(out));
    let shared = Mutex::new((out, 1));
    let _ = writeln!(shared.lock().expect("no panic").0, "{}", top.display());
    let walked = os::walk(top).parallel(2, |listing| {
        let listing = listing.expect("a directory");
        let dir = listing.dirpath().as_os_str().as_bytes();
        let mut text = Vec::with_capacity(4096);
        let mut count = 0;
        for e in listing.entries() {
            text.extend_from_slice(dir);
            text.push(b'/');
            text.extend_from_slice(e.name().as_bytes());
            text.push(b'\n');
            count += 1;
        }
        let (out, paths) = &mut *shared.lock().expect("no panic");
        let _ = out.write_all(&text);
        *paths += count;
        ControlFlow::<()>::Continue(())
    });
    assert!(walked.expect("a walk").is_continue());
    shared.into_inner().expect("no panic").1
}

fn ostler_delete(top: &Path) -> u64 {
    let mut walk = os::fwalk(top).topdown(false);
    while let Some(step) = walk.step() {
        let step = step.expect("a directory");
        let here = At::dir(&step.dirfd);
        for name in step.filenames {
            os::unlink_with(name, here).expect("a file");
        }
        for name in &*step.dirnames {
            os::rmdir_with(name, here).expect("an empty directory");
        }
    }
    os::rmdir(top).expect("an empty directory");
    u64::from(top.exists())
}

fn std_delete(top: &Path) -> u64 {
    std::fs::remove_dir_all(top).expect("a tree");
    u64::from(top.exists())
}

fn ostler_scandir(dir: &Path) -> u64 {
    let entries = os::scandir(dir).expect("a directory").map(|e| e.expect("an entry"));
    entries.map(|e| entry(e.name(), e.file_type().is_dir()) ^ e.inode()).fold(0, u64::wrapping_add)
}

fn ostler_scandir_ref(dir: &Path) -> u64 {
    let mut scan = os::scandir(dir).expect("a directory");
    let mut sum = 0_u64;
    while let Some(e) = scan.next_ref() {
        let e = e.expect("an entry");
        sum = sum.wrapping_add(entry(e.name(), e.file_type().is_dir()) ^ e.inode());
    }
    sum
}

fn std_read_dir(dir: &Path) -> u64 {
    let entries = std::fs::read_dir(dir).expect("a directory").map(|e| e.expect("an entry"));
    entries
        .map(|e| entry(&e.file_name(), e.file_type().is_ok_and(|t| t.is_dir())) ^ e.ino())
        .fold(0, u64::wrapping_add)
}

fn rustix_raw_dir(dir: &Path) -> u64 {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let dir = rustix::fs::open(dir, flags, Mode::empty()).expect("a directory");
    let mut buffer = Vec::with_capacity(64 << 10);
    let mut entries = RawDir::new(dir, buffer.spare_capacity_mut());
    let mut sum = 0_u64;
    while let Some(e) = entries.next() {
        let e = e.expect("an entry");
        let name = e.file_name();
        if name != c"." && name != c".." {
            let name = OsStr::from_bytes(name.to_bytes());
            sum = sum.wrapping_add(entry(name, e.file_type() == FileType::Directory) ^ e.ino());
        }
    }
    sum
}

fn ostler_listdir(dir: &Path) -> u64 {
    os::listdir(dir).expect("a directory").iter().map(|name| entry(name, false)).sum()
}

fn std_names(dir: &Path) -> u64 {
    let entries = std::fs::read_dir(dir).expect("a directory");
    let names: Vec<_> = entries.map(|e| e.expect("an entry").file_name()).collect();
    names.iter().map(|name| entry(name, false)).sum()
}

/// What the kernel asks for and nothing else: `openat`, `getdents64`, `close`.
fn bare(top: &Path) -> u64 {
    let mut sum = 0;
    bare_walk(top, &mut |_, name, is_dir| {
        sum += entry(OsStr::from_bytes(name.to_bytes()), is_dir);
    });
    sum
}

/// And `fstatat` for each entry.
fn bare_stat(top: &Path) -> u64 {
    let mut sum = 0_u64;
    bare_walk(top, &mut |dir, name, _| {
        let status = rustix::fs::statat(dir, name, rustix::fs::AtFlags::SYMLINK_NOFOLLOW);
        sum = sum.wrapping_add(status.expect("a file").st_ino);
    });
    sum
}

fn bare_walk(top: &Path, each: &mut impl FnMut(BorrowedFd<'_>, &CStr, bool)) {
    fn below(
        at: BorrowedFd<'_>,
        name: &CStr,
        flags: OFlags,
        buffer: &mut [MaybeUninit<u8>],
        each: &mut impl FnMut(BorrowedFd<'_>, &CStr, bool),
    ) {
        let dir = rustix::fs::openat(at, name, flags, Mode::empty()).expect("a directory");
        let mut subdirs: Vec<CString> = Vec::new();
        let mut entries = RawDir::new(dir.as_fd(), &mut *buffer);
        while let Some(e) = entries.next() {
            let e = e.expect("an entry");
            let name = e.file_name();
            if name == c"." || name == c".." {
                continue;
            }
            let is_dir = e.file_type() == FileType::Directory;
            each(dir.as_fd(), name, is_dir);
            if is_dir {
                subdirs.push(name.to_owned());
            }
        }
        for name in subdirs {
            below(dir.as_fd(), &name, flags | OFlags::NOFOLLOW, buffer, each);
        }
    }
    let top = CString::new(top.as_os_str().as_bytes()).expect("no NUL");
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let mut buffer = Vec::with_capacity(64 << 10);
    below(rustix::fs::CWD, &top, flags, buffer.spare_capacity_mut(), each);
}

fn walkdir(top: &Path) -> u64 {
    let entries = walkdir::WalkDir::new(top).min_depth(1).into_iter();
    entries
        .map(|e| e.expect("an entry"))
        .map(|e| entry(e.file_name(), e.file_type().is_dir()))
        .sum()
}

fn walkdir_stat(top: &Path) -> u64 {
    let entries = walkdir::WalkDir::new(top).min_depth(1).into_iter();
    entries
        .map(|e| e.expect("an entry").metadata().expect("a file").ino())
        .fold(0, u64::wrapping_add)
}

fn ignore_serial(top: &Path) -> u64 {
    let entries = ignore::WalkBuilder::new(top).standard_filters(false).build();
    entries
        .map(|e| e.expect("an entry"))
        .filter(|e| e.depth() > 0)
        .map(|e| entry(e.file_name(), e.file_type().is_some_and(|t| t.is_dir())))
        .sum()
}

fn ignore_parallel(top: &Path) -> u64 {
    let sum = AtomicU64::new(0);
    ignore::WalkBuilder::new(top).standard_filters(false).threads(2).build_parallel().run(|| {
        Box::new(|e| {
            let e = e.expect("an entry");
            if e.depth() > 0 {
                let part = entry(e.file_name(), e.file_type().is_some_and(|t| t.is_dir()));
                sum.fetch_add(part, Ordering::Relaxed);
            }
            ignore::WalkState::Continue
        })
    });
    sum.into_inner()
}

fn jwalk_parallel(top: &Path) -> u64 {
    let walk = jwalk::WalkDir::new(top)
        .skip_hidden(false)
        .min_depth(1)
        .parallelism(jwalk::Parallelism::RayonNewPool(2));
    walk.into_iter()
        .map(|e| e.expect("an entry"))
        .map(|e| entry(e.file_name(), e.file_type().is_dir()))
        .sum()
}
