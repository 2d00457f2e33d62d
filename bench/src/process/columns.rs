//! What `ps aux` shows of every process.

use std::hint::black_box;
use std::os::unix::ffi::OsStrExt as _;

use sysinfo::{ProcessRefreshKind, ProcessStatus, UpdateKind};

use super::bare::{Proc, find, number};
use super::errand::{Errand, row};
use super::find::refreshed;
use super::{Crowds, commands, contender};
use crate::harness::{Clock, Table};

pub(crate) fn rows(crowds: &Crowds, table: &mut Table<'_>) {
    let work = "the columns of ps aux, 2,000 processes";
    if table.wants(work) {
        let errand = crowds.get().errand();
        let peers = ["C-like loop, stat status cmdline", "sysinfo columns", "procfs columns"];
        let peers = peers.map(|name| (contender(name, errand), 0.0)).into();
        table.row(work, Clock::Cpu, contender("ostler columns", errand), peers);
    }
    commands::row(crowds, table, &format!("{work}, commands"), commands::COLUMNS, &[1.7, 3.0]);
}

/// The number in a field of `stat` that follows the name.
fn field(stat: &[u8], nth: usize) -> u64 {
    // The state is the third.
    let text = stat.split(|byte| *byte == b' ').nth(nth - 3).unwrap_or_default();
    number(text.strip_prefix(b"-").unwrap_or(text))
}

/// The part of `stat` that follows the name.
fn after_name(stat: &[u8]) -> Option<&[u8]> {
    let end = stat.iter().rposition(|byte| *byte == b')')?;
    stat.get(end + 2..)
}

/// What follows a word in `status`.
fn after<'a>(status: &'a [u8], word: &[u8]) -> &'a [u8] {
    find(status, word).map_or(&[], |at| &status[at + word.len()..])
}

pub(crate) fn bare(errand: &Errand) -> u64 {
    let mut sum = 0_u64;
    Proc::open().each(|mut process| {
        let Some(stat) = after_name(process.read("stat")) else { return };
        let state = stat[0];
        let vms = field(stat, 23);
        // pgrp, session, terminal and its group, times, nice, threads, start, memory.
        black_box([5, 6, 7, 8, 14, 15, 19, 20, 22, 24].map(|nth| field(stat, nth)));
        let status = process.read("status");
        // The second is the effective one.
        let ids = after(status, b"\nUid:\t");
        let uid = find(ids, b"\t").map_or(0, |at| number(&ids[at + 1..]));
        black_box(number(after(status, b"\nVmLck:").trim_ascii_start()));
        // Arguments, each with a NUL.
        let command = process.read("cmdline").len();
        let pid = process.pid();
        if errand.counts(pid) {
            sum = sum.wrapping_add(row(pid, uid as u32, vms, state, command - 1));
        }
    });
    sum
}

/// How long arguments are with something between them.
fn joined(args: impl Iterator<Item = usize>) -> usize {
    args.map(|length| length + 1).sum::<usize>().saturating_sub(1)
}

/// What it does not know are the terminal, the session, and the group in its foreground.
pub(crate) fn sysinfo(errand: &Errand) -> u64 {
    let what = ProcessRefreshKind::nothing().with_cpu().with_memory();
    let what = what.with_user(UpdateKind::Always).with_cmd(UpdateKind::Always);
    let mut sum = 0_u64;
    for process in refreshed(what).processes().values() {
        black_box((process.cpu_usage(), process.accumulated_cpu_time()));
        black_box((process.start_time(), process.memory()));
        let state = match process.status() {
            ProcessStatus::Sleep => b'S',
            _ => b'?',
        };
        let uid = process.effective_user_id().map_or(0, |uid| **uid);
        let command = joined(process.cmd().iter().map(|arg| arg.as_bytes().len()));
        let pid = process.pid().as_u32() as i32;
        if errand.counts(pid) {
            sum = sum.wrapping_add(row(pid, uid, process.virtual_memory(), state, command));
        }
    }
    sum
}

pub(crate) fn procfs(errand: &Errand) -> u64 {
    let all = procfs::process::all_processes().expect("/proc is mounted").filter_map(Result::ok);
    let mut sum = 0_u64;
    for process in all {
        let (Ok(stat), Ok(status)) = (process.stat(), process.status()) else { continue };
        let Ok(cmdline) = process.cmdline() else { continue };
        let command = joined(cmdline.iter().map(String::len));
        black_box((&stat, &status));
        if errand.counts(process.pid) {
            let state = stat.state as u8;
            sum = sum.wrapping_add(row(process.pid, status.euid, stat.vsize, state, command));
        }
    }
    sum
}
