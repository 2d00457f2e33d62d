//! Our side of every row.

use std::ffi::OsStr;
use std::hint::black_box;

use ostler::process::{self, Field, Fields, Process, Query, Stop, Value};

use super::errand::{Errand, found, row};

fn find(query: &Query) -> u64 {
    found(query.find().expect("/proc is mounted").iter().map(Process::pid))
}

pub(crate) fn find_by_name(errand: &Errand) -> u64 {
    find(&Query::name(errand.name.as_str()))
}

pub(crate) fn find_by_cmdline(errand: &Errand) -> u64 {
    find(&Query::parse(&format!("command contains \"{}\"", errand.pattern)).expect("a query"))
}

const COLUMNS: Fields = Fields::of(&[
    Field::Euid,
    Field::Pid,
    Field::CpuPercent,
    Field::MemoryPercent,
    Field::Vms,
    Field::Rss,
    Field::Terminal,
    Field::Status,
    Field::Nice,
    Field::Session,
    Field::NumThreads,
    Field::ForegroundGroup,
    Field::ProcessGroup,
    Field::CreateTime,
    Field::CpuTime,
    Field::Command,
]);

pub(crate) fn columns(errand: &Errand) -> u64 {
    let mut sum = 0_u64;
    for process in process::iter(COLUMNS).expect("/proc is mounted") {
        let process = process.expect("there are descriptors");
        let number = |field| process.get(field).and_then(Value::as_int).unwrap_or(-1);
        let text = |field| process.get(field).and_then(Value::as_text).unwrap_or_default();
        let state = if text(Field::Status) == OsStr::new("sleeping") { b'S' } else { b'?' };
        let (uid, vms) = (number(Field::Euid) as u32, number(Field::Vms) as u64);
        black_box((number(Field::Rss), process.get(Field::CreateTime)));
        if errand.counts(process.pid()) {
            let command = text(Field::Command).len();
            sum = sum.wrapping_add(row(process.pid(), uid, vms, state, command));
        }
    }
    sum
}

pub(crate) fn owner_of_port(errand: &Errand) -> u64 {
    let owners = process::listeners(errand.port).expect("/proc is mounted");
    found(owners.iter().filter_map(|owner| owner.process).map(|process| process.pid()))
}

pub(crate) fn stop_tree(root: i32) -> u64 {
    let root = Process::new(root).expect("a process");
    let report = Stop::new().tree(root).expect("a tree");
    assert!(report.is_complete(), "{report:?}");
    report.ended().count() as u64
}
