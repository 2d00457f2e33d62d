//! Ostler beside its peers, in one process run: `cargo run --profile bench -p bench -- [FILTER]…`.
//!
//! Rows and groups that contain one of the filters are run; all of them without a filter.
//!
//! Prints a table per group. Every row does the same work on both sides, or fails loudly. Ratios are what counts: above 1,
//! ostler is the faster (or smaller) one. Nothing is asserted about absolute times.
//!
//! `bench --alone JOB PATH` runs one job by itself and prints what it counted and the most memory it had: that is how
//! memory is measured, and how ostler is run as a process beside `find` and `rm`. `bench --alone-process …` is the same for
//! jobs about processes, and `bench --sleeper` and the like are the processes that those look at.

mod agreement;
mod calls;
mod delete;
mod harness;
mod jobs;
mod memory;
mod platform;
mod process;
mod processes;
mod scandir;
mod time;
mod trees;
mod walk;

use std::path::Path;
use std::process::ExitCode;

use harness::Table;
use trees::Trees;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, job, path] = &args[..]
        && flag == "--alone"
    {
        return jobs::alone(job, Path::new(path));
    }
    if let [flag, usage, job, errand] = &args[..]
        && flag == "--alone-process"
    {
        return process::alone(usage, job, errand);
    }
    if args == ["--alone-platform"] {
        return platform::alone();
    }
    if let Some(done) = process::helper::role(&args) {
        return done;
    }
    let mut tally = Tally { filters: &args, met: 0, missed: Vec::new() };
    tally.group("Dates (time)", time::rows);
    if args.is_empty() || tally.only("time") || tally.only("agreement") {
        agreement::print();
    }
    if tally.only("time") || tally.only("agreement") {
        return tally.finish();
    }
    let trees = Trees::new();
    for (title, group) in [
        ("Walking, one thread", walk::serial as fn(&Trees, &mut Table<'_>)),
        ("Walking, two threads", walk::parallel),
        ("As commands", processes::rows),
        ("Listing", scandir::rows),
        ("Calls", calls::rows),
        ("Platform", platform::rows),
        ("Peak memory", memory::rows),
        // Last of the files: ext4 is slow to make files for a while after it has removed many.
        ("Deleting", delete::rows),
    ] {
        tally.group(title, |table| group(&trees, table));
    }
    drop(trees);
    let crowds = process::Crowds::default();
    for (title, group) in process::GROUPS {
        tally.group(title, |table| group(&crowds, table));
    }
    tally.finish()
}

/// The targets of all groups.
struct Tally<'a> {
    filters: &'a [String],
    met: usize,
    missed: Vec<String>,
}

impl Tally<'_> {
    /// Whether this is all that was asked for: then nothing need be prepared for the others.
    fn only(&self, filter: &str) -> bool {
        matches!(self.filters, [asked] if asked == filter)
    }

    fn finish(self) -> ExitCode {
        println!("\n{} targets met, {} missed.", self.met, self.missed.len());
        for missed in self.missed {
            println!("- {missed}");
        }
        ExitCode::SUCCESS
    }

    fn group(&mut self, title: &str, rows: impl FnOnce(&mut Table<'_>)) {
        let mut table = Table::new(title, self.filters);
        rows(&mut table);
        let (met, missed) = table.finish();
        self.met += met;
        self.missed.extend(missed);
    }
}
