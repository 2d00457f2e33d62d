//! What a scan takes beside time: memory, and descriptors.

use std::hint::black_box;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::crowd::Crowd;
use super::errand::Errand;
use super::{Crowds, commands, job};
use crate::harness::Table;
use crate::jobs::peak;
use crate::memory::peak_of;

/// How long a job is repeated while its descriptors are counted.
const WATCHED: Duration = Duration::from_millis(500);

/// Prints what a job or a command takes, of memory in KiB or of descriptors.
pub(super) fn alone(usage: &str, name: &str, errand: &Errand) {
    let takes = match (job(name), usage) {
        (Some(job), "descriptors") => descriptors(|| {
            black_box(job(errand));
        }),
        (Some(job), _) => {
            black_box(job(errand));
            peak().unwrap_or(0)
        }
        (None, _) => commands::words(errand, name).map_or(0, |words| peak_of(&words)),
    };
    println!("{takes}");
}

/// The most descriptors that a job, done again and again, is seen to have at once.
fn descriptors(job: impl Fn()) -> u64 {
    // What the directory has beside the job's: the standard ones, and that of whoever looks.
    let seen = || std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count) as u64;
    let before = seen();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut most = 0;
            while !done.load(Ordering::Relaxed) {
                most = most.max(seen());
            }
            most
        });
        let begin = Instant::now();
        while begin.elapsed() < WATCHED {
            job();
        }
        done.store(true, Ordering::Relaxed);
        watch.join().map_or(0, |most| most.saturating_sub(before))
    })
}

/// The same of a job or a command, in a process of its own: the median of three.
fn takes(usage: &str, job: &str, crowd: &Crowd) -> f64 {
    let mut all = [0; 3].map(|_: u64| {
        let mut command = Command::new(std::env::current_exe().expect("a program"));
        command.args(["--alone-process", usage, job]).arg(crowd.file()).stderr(Stdio::inherit());
        let output = command.output().expect("a program");
        String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(f64::NAN)
    });
    all.sort_by(f64::total_cmp);
    all[1]
}

pub(crate) fn rows(crowds: &Crowds, table: &mut Table<'_>) {
    type Row = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);
    let rows: [Row; 4] = [
        (
            "find by name",
            "ostler find name",
            &["nothing", "C-like loop, comm", "sysinfo names", "procfs names"],
            &["pgrep -x NAME"],
        ),
        (
            "find by command line",
            "ostler find cmdline",
            &["C-like loop, cmdline", "sysinfo cmdlines", "procfs cmdlines"],
            &["pgrep -f -- PATTERN"],
        ),
        (
            "the columns of ps aux",
            "ostler columns",
            &["C-like loop, stat status cmdline", "sysinfo columns", "procfs columns"],
            &["ps aux"],
        ),
        (
            "who owns a port",
            "ostler port",
            &["C-like loop, net/tcp and fds", "listeners", "listeners, all"],
            &["ss -lptn sport = :PORT", "lsof -nP -iTCP:PORT -sTCP:LISTEN"],
        ),
    ];
    for (usage, unit) in [("memory", " KiB"), ("descriptors", "")] {
        for (what, ours, jobs, commands) in rows {
            let work = format!("{usage}, {what}");
            if !table.wants(&work) {
                continue;
            }
            let crowd = crowds.get();
            let mine = takes(usage, ours, crowd);
            // How many descriptors a command has cannot be seen from here.
            let commands = if usage == "memory" { commands } else { &[] };
            let useful = |peer: &&&str| usage == "memory" || **peer != "nothing";
            for peer in jobs.iter().filter(useful).chain(commands) {
                let size = takes(usage, peer, crowd);
                let shown = format!("{ours} {mine}{unit}");
                table.line(&work, &shown, &format!("{peer} {size}{unit}"), size / mine, 0.0);
            }
        }
    }
}
