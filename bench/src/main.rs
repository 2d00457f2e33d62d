//! Ostler beside its peers, in one process run: `cargo run --release -p bench -- [FILTER]…`.
//!
//! Rows and groups that contain one of the filters are run; all of them without a filter.
//!
//! Prints a table per group. Every row does the same work on both sides, or fails loudly. Ratios are what counts: above 1,
//! ostler is the faster (or smaller) one. Nothing is asserted about absolute times.
//!
//! `bench --alone JOB PATH` runs one job by itself and prints what it counted and the most memory it had: that is how
//! memory is measured, and how ostler is run as a process beside `find` and `rm`.

mod calls;
mod delete;
mod harness;
mod jobs;
mod memory;
mod processes;
mod scandir;
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
    let trees = Trees::new();
    let mut met = 0;
    let mut missed = Vec::new();
    for (title, group) in [
        ("Walking, one thread", walk::serial as fn(&Trees, &mut Table<'_>)),
        ("Walking, two threads", walk::parallel),
        ("As processes", processes::rows),
        ("Listing", scandir::rows),
        ("Calls", calls::rows),
        ("Peak memory", memory::rows),
        // Last: ext4 is slow to make files for a while after it has removed many.
        ("Deleting", delete::rows),
    ] {
        let mut table = Table::new(title, &args);
        group(&trees, &mut table);
        let (here, not) = table.finish();
        met += here;
        missed.extend(not);
    }
    println!("\n{met} targets met, {} missed.", missed.len());
    for missed in missed {
        println!("- {missed}");
    }
    ExitCode::SUCCESS
}
