//! Finding the few with a name, or with something in their command lines.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

use sysinfo::{Process, ProcessRefreshKind, ProcessesToUpdate, System, UpdateKind};

use super::bare::{Proc, find};
use super::errand::{Errand, found};
use super::{Crowds, commands, contender};
use crate::harness::{Clock, Table};

/// At most 1.15 times as long as the loop.
const LOOP: f64 = 1.0 / 1.15;

pub(crate) fn rows(crowds: &Crowds, table: &mut Table<'_>) {
    for (work, ours, peers, command) in [
        (
            "find 20 of 2,000 by name",
            "ostler find name",
            [("C-like loop, comm", LOOP), ("sysinfo names", 2.5), ("procfs names", 1.0)],
            (commands::FIND_NAME, 4.0),
        ),
        (
            "find 20 of 2,000 by command line",
            "ostler find cmdline",
            [("C-like loop, cmdline", LOOP), ("sysinfo cmdlines", 0.0), ("procfs cmdlines", 0.0)],
            (commands::FIND_CMDLINE, 3.0),
        ),
    ] {
        if table.wants(work) {
            let errand = crowds.get().errand();
            let peers = peers.map(|(name, target)| (contender(name, errand), target)).into();
            table.row(work, Clock::Cpu, contender(ours, errand), peers);
        }
        let (pair, target) = command;
        commands::row(crowds, table, &format!("{work}, commands"), pair, &[target]);
    }
}

pub(crate) fn bare_name(errand: &Errand) -> u64 {
    let mut pids = 0;
    Proc::open().each(|mut process| {
        if process.read("comm").strip_suffix(b"\n") == Some(errand.name.as_bytes()) {
            pids += found([process.pid()]);
        }
    });
    pids
}

pub(crate) fn bare_cmdline(errand: &Errand) -> u64 {
    let mut pids = 0;
    Proc::open().each(|mut process| {
        if find(process.read("cmdline"), errand.pattern.as_bytes()).is_some() {
            pids += found([process.pid()]);
        }
    });
    pids
}

/// What `sysinfo` finds that has not been asked for anything before.
pub(crate) fn refreshed(what: ProcessRefreshKind) -> System {
    let mut system = System::new();
    system.refresh_processes_specifics(ProcessesToUpdate::All, true, what.without_tasks());
    system
}

fn sysinfo(what: ProcessRefreshKind, test: impl Fn(&Process) -> bool) -> u64 {
    let system = refreshed(what);
    let processes = system.processes().values().filter(|process| test(process));
    found(processes.map(|process| process.pid().as_u32() as i32))
}

pub(crate) fn sysinfo_name(errand: &Errand) -> u64 {
    sysinfo(ProcessRefreshKind::nothing(), |process| process.name() == OsStr::new(&errand.name))
}

pub(crate) fn sysinfo_cmdline(errand: &Errand) -> u64 {
    sysinfo(ProcessRefreshKind::nothing().with_cmd(UpdateKind::Always), |process| {
        let mut args = process.cmd().iter();
        args.any(|arg| find(arg.as_bytes(), errand.pattern.as_bytes()).is_some())
    })
}

/// The processes of `procfs` that are there and stay there while they are looked at.
fn procfs(test: impl Fn(&procfs::process::Process) -> procfs::ProcResult<bool>) -> u64 {
    let all = procfs::process::all_processes().expect("/proc is mounted").filter_map(Result::ok);
    found(all.filter(|process| test(process).unwrap_or(false)).map(|process| process.pid))
}

pub(crate) fn procfs_name(errand: &Errand) -> u64 {
    procfs(|process| Ok(process.stat()?.comm == errand.name))
}

pub(crate) fn procfs_cmdline(errand: &Errand) -> u64 {
    procfs(|process| Ok(process.cmdline()?.iter().any(|arg| arg.contains(&errand.pattern))))
}
