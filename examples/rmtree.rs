//! The reference's bottom-up delete, finished into a program: `rmtree DIRECTORY...`
//!
//! Every name is removed from an open directory, so nobody who swaps a directory for a symbolic link meanwhile can lead
//! the deletion astray. What cannot be removed is reported and survived; the exit status says so.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use ostler::os::{self, At};
use ostler::{Error, ErrorKind};

/// Delete directory trees
#[derive(Debug, Parser)]
struct Args {
    /// Only say what would be deleted
    #[arg(long)]
    dry_run: bool,
    /// The directories to delete, with everything in them
    #[arg(required = true)]
    directories: Vec<PathBuf>,
}

/// What has been done so far.
#[derive(Debug, Default)]
struct Tally {
    removed: u64,
    failed: u64,
}

impl Tally {
    fn count(&mut self, result: Result<(), Error>, directory: &Path, name: Option<&OsString>) {
        match result {
            Ok(()) => self.removed += 1,
            // Somebody else removed it first: it is gone, which is what was asked for.
            Err(error) if error.kind() == ErrorKind::FileNotFound => {}
            Err(error) => {
                // The error names the file as it was given to the call: below an open directory, the bare name.
                let path = name.map_or(directory.to_owned(), |name| directory.join(name));
                eprintln!("rmtree: {}", error.with_filename(path));
                self.failed += 1;
            }
        }
    }
}

fn rmtree(top: &Path, dry_run: bool, tally: &mut Tally) {
    let mut walk = os::fwalk(top).topdown(false);
    while let Some(step) = walk.step() {
        let step = match step {
            Ok(step) => step,
            Err(error) => {
                eprintln!("rmtree: {error}");
                tally.failed += 1;
                continue;
            }
        };
        if dry_run {
            for name in step.filenames.iter().chain(&*step.dirnames) {
                println!("{}", step.dirpath.join(name).display());
            }
            continue;
        }
        let here = At::dir(&step.dirfd);
        for name in step.filenames {
            tally.count(os::unlink_with(name, here), step.dirpath, Some(name));
        }
        for name in &*step.dirnames {
            // A symbolic link to a directory is among the directories, and is a file to be removed.
            let removed = match os::rmdir_with(name, here) {
                Err(error) if error.kind() == ErrorKind::NotADirectory => {
                    os::unlink_with(name, here)
                }
                other => other,
            };
            tally.count(removed, step.dirpath, Some(name));
        }
    }
    drop(walk);
    if dry_run {
        println!("{}", top.display());
    } else {
        tally.count(os::rmdir(top), top, None);
    }
}

fn main() -> ExitCode {
    let args = Args::parse();
    let mut tally = Tally::default();
    for directory in &args.directories {
        rmtree(directory, args.dry_run, &mut tally);
    }
    if tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
