//! Disk use by directory: `du [--depth N] [--apparent-size] PATH...`
//!
//! Walks on all cores, counts a file with several hard links once, shows progress on a terminal, and reports what it may
//! not read without stopping for it; the exit status says that something is missing.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use clap::Parser;
use indicatif::{BinaryBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};
use ostler::os::{self, At, Listing, StatResult};
use ostler::{Error, stat};

/// Show how much disk directories use
#[derive(Debug, Parser)]
struct Args {
    /// How many levels of directories to show
    #[arg(short, long, default_value_t = 1)]
    depth: usize,
    /// Count the length of files instead of the blocks they take
    #[arg(long)]
    apparent_size: bool,
    /// Print sizes as numbers of bytes
    #[arg(short, long)]
    bytes: bool,
    /// Threads to walk with; 0 is one for each processor
    #[arg(short = 'j', long, default_value_t = 0)]
    threads: usize,
    /// The directories to look at
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,
}

/// What the threads add to.
struct Totals<'a> {
    args: &'a Args,
    top: &'a Path,
    /// Bytes in each directory that is shown, with all below it.
    shown: Mutex<BTreeMap<PathBuf, u64>>,
    /// Files with more than one name that have been counted.
    seen: &'a Mutex<HashSet<(u64, u128)>>,
    files: AtomicU64,
    errors: &'a AtomicU64,
    progress: &'a ProgressBar,
}

impl Totals<'_> {
    fn size(&self, status: &StatResult) -> u64 {
        if self.args.apparent_size {
            status.st_size()
        } else {
            u64::try_from(status.st_blocks()).unwrap_or(0).saturating_mul(512)
        }
    }

    /// The bytes of a file, or none if another of its names was here first.
    fn once(&self, status: &StatResult) -> u64 {
        if status.st_nlink() > 1 && !lock(self.seen).insert((status.st_dev(), status.st_ino())) {
            return 0;
        }
        self.size(status)
    }

    fn complain(&self, error: &Error) {
        self.errors.fetch_add(1, Ordering::Relaxed);
        self.progress.suspend(|| eprintln!("du: {error}"));
    }

    fn directory(&self, listing: &Listing<'_>) {
        let mut bytes = 0_u64;
        let mut files = 0;
        for entry in listing.entries() {
            match listing.stat(&entry) {
                // What a directory itself takes belongs to it.
                Ok(status) if stat::S_ISDIR(status.st_mode()) => {
                    self.add(&listing.path_of(&entry), self.size(&status));
                }
                Ok(status) => bytes = bytes.saturating_add(self.once(&status)),
                // It was removed in between, so it takes no room.
                Err(error) if error.kind() == ostler::ErrorKind::FileNotFound => {}
                Err(error) => self.complain(&error),
            }
            files += 1;
        }
        self.add(listing.dirpath(), bytes);
        self.count(files);
    }

    /// Adds the bytes to the directory and to all above it, as far as they are shown.
    fn add(&self, dir: &Path, bytes: u64) {
        let below = dir.strip_prefix(self.top).unwrap_or(Path::new(""));
        let mut path = self.top.to_path_buf();
        let mut shown = lock(&self.shown);
        *shown.entry(path.clone()).or_default() += bytes;
        for name in below.components().take(self.args.depth) {
            path.push(name);
            *shown.entry(path.clone()).or_default() += bytes;
        }
    }

    fn count(&self, files: u64) {
        let files = self.files.fetch_add(files, Ordering::Relaxed) + files;
        self.progress.set_position(files);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A line on the terminal that appears after a second; nothing elsewhere.
fn progress() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(5));
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} entries, {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_secs(1));
    bar
}

fn main() -> ExitCode {
    let args = Args::parse();
    let errors = AtomicU64::new(0);
    match run(&args, &errors) {
        Ok(()) if errors.into_inner() == 0 => ExitCode::SUCCESS,
        Ok(()) => ExitCode::from(1),
        // Whoever read the output has had enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("du: {error}");
            ExitCode::from(1)
        }
    }
}

fn run(args: &Args, errors: &AtomicU64) -> io::Result<()> {
    let seen = Mutex::default();
    let progress = progress();
    for top in &args.paths {
        let totals = Totals {
            args,
            top,
            shown: Mutex::default(),
            seen: &seen,
            files: AtomicU64::new(0),
            errors,
            progress: &progress,
        };
        // The top is no entry of what is walked, and it may be a file.
        let status = match os::stat_with(top, At::cwd().nofollow()) {
            Ok(status) => status,
            Err(error) => {
                totals.complain(&error);
                continue;
            }
        };
        let is_dir = stat::S_ISDIR(status.st_mode());
        totals.add(top, if is_dir { totals.size(&status) } else { totals.once(&status) });
        if is_dir {
            let walked = os::walk(top).parallel(args.threads, |listing| {
                match listing {
                    Ok(listing) => totals.directory(&listing),
                    Err(error) => totals.complain(&error),
                }
                ControlFlow::<()>::Continue(())
            });
            if let Err(error) = walked {
                totals.complain(&error);
            }
        }
        progress.suspend(|| print(&lock(&totals.shown), args.bytes))?;
    }
    progress.finish_and_clear();
    Ok(())
}

/// The largest last, where the eye is when the program has ended.
fn print(shown: &BTreeMap<PathBuf, u64>, bytes: bool) -> io::Result<()> {
    let mut lines: Vec<_> = shown.iter().collect();
    lines.sort_by_key(|&(path, bytes)| (*bytes, path));
    let mut out = io::stdout().lock();
    for (path, size) in lines {
        let size = if bytes { size.to_string() } else { BinaryBytes(*size).to_string() };
        writeln!(out, "{size:>12}  {}", path.display())?;
    }
    out.flush()
}
