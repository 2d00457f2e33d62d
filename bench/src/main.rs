//! ostler beside its peers: the same work, in turns, in one run, as ratios.
//!
//! `bench [FILTER]…` runs the groups and rows that contain a filter (all without one) and prints a table.

mod calls;
mod contenders;
mod delete;
mod harness;
mod memory;
mod parallel;
mod scandir;
mod table;
mod trees;
mod walk;

use std::error::Error;
use std::process::ExitCode;

use table::Table;
use trees::Trees;

/// What a group of rows needs.
struct Bench {
    trees: Trees,
    table: Table,
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let result = match args.split_first() {
        // The same program as one contender, in a process of its own.
        Some((flag, rest)) if flag == contenders::FLAG => contenders::run(rest),
        _ => run(args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(filters: Vec<String>) -> Result<(), Box<dyn Error>> {
    let mut bench = Bench { trees: Trees::new()?, table: Table::new(filters) };
    calls::rows(&mut bench);
    scandir::rows(&mut bench)?;
    walk::rows(&mut bench)?;
    parallel::rows(&mut bench)?;
    delete::rows(&mut bench)?;
    memory::rows(&mut bench)?;
    bench.table.finish();
    Ok(())
}
