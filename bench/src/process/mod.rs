//! Processes: finding, listing, who owns a port, stopping. Beside a loop in the style of C, crates, and commands.

mod bare;
mod columns;
mod commands;
mod crowd;
mod errand;
mod find;
pub(crate) mod helper;
mod ours;
mod ports;
mod stop;
mod usage;

use std::process::ExitCode;

use crate::harness::{Contender, Table};
use crowd::Crowd;
use errand::Errand;

/// A job: what it found out, as a number that is the same for all who did it.
type Job = fn(&Errand) -> u64;

/// All jobs by name. Each can be run by itself: that is how memory and descriptors are measured.
const JOBS: &[(&str, Job)] = &[
    ("ostler find name", ours::find_by_name),
    ("ostler find cmdline", ours::find_by_cmdline),
    ("ostler columns", ours::columns),
    ("ostler port", ours::owner_of_port),
    ("C-like loop, comm", find::bare_name),
    ("C-like loop, cmdline", find::bare_cmdline),
    ("C-like loop, stat status cmdline", columns::bare),
    ("C-like loop, net/tcp and fds", ports::bare),
    ("sysinfo names", find::sysinfo_name),
    ("sysinfo cmdlines", find::sysinfo_cmdline),
    ("sysinfo columns", columns::sysinfo),
    ("procfs names", find::procfs_name),
    ("procfs cmdlines", find::procfs_cmdline),
    ("procfs columns", columns::procfs),
    ("listeners", ports::listeners),
    ("listeners, all", ports::listeners_all),
    ("nothing", |_| 0),
];

fn job(name: &str) -> Option<Job> {
    JOBS.iter().find(|job| job.0 == name).map(|job| job.1)
}

/// A contender by the name of its job.
fn contender<'a>(name: &'a str, errand: &'a Errand) -> Contender<'a> {
    let job = job(name).expect("a job");
    Contender::new(name, move || job(errand))
}

/// The rows of a group.
type Rows = fn(&Crowds, &mut Table<'_>);

/// The groups. The crowd gathers for the second.
pub(crate) const GROUPS: [(&str, Rows); 6] = [
    ("Stopping processes, alone", stop::alone),
    ("Finding processes", find::rows),
    ("The columns of processes", columns::rows),
    ("The processes behind ports", ports::rows),
    ("Stopping processes", stop::beside),
    ("Peak memory and descriptors, processes", usage::rows),
];

/// The crowd, there from when it is first asked for.
#[derive(Default)]
pub(crate) struct Crowds(std::cell::OnceCell<Crowd>);

impl Crowds {
    fn get(&self) -> &Crowd {
        self.0.get_or_init(Crowd::gather)
    }
}

/// Runs one job or command by itself, and prints how much of something it took: `--alone-process memory JOB ERRAND`.
pub(crate) fn alone(usage: &str, name: &str, errand: &str) -> ExitCode {
    usage::alone(usage, name, &Errand::read(errand.as_ref()));
    ExitCode::SUCCESS
}
