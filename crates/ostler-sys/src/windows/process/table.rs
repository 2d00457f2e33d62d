//! The system's table of processes, with their threads: `NtQuerySystemInformation`.

use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;

use super::nt::{self, at_offset};
use crate::errno::WinError;

/// A process, as the table has it. Times are in units of 100 ns, sizes in bytes.
#[derive(Clone, Debug)]
pub struct Entry {
    pub pid: u32,
    /// The number of who started it, which may be another's by now.
    pub parent: u32,
    pub name: OsString,
    /// Since 1601.
    pub created: u64,
    pub user: u64,
    pub kernel: u64,
    pub priority: i32,
    pub handles: u32,
    pub session: u32,
    pub page_faults: u32,
    pub virtual_size: u64,
    pub peak_virtual: u64,
    pub working_set: u64,
    pub peak_working_set: u64,
    pub paged_pool: u64,
    pub peak_paged_pool: u64,
    pub nonpaged_pool: u64,
    pub peak_nonpaged_pool: u64,
    pub pagefile: u64,
    pub peak_pagefile: u64,
    pub private: u64,
    /// What of it is in memory.
    pub private_working_set: u64,
    /// How often it read, wrote, did something else; how many bytes each.
    pub io: [u64; 6],
    pub threads: Vec<Thread>,
}

/// A thread, as the table has it.
#[derive(Clone, Copy, Debug)]
pub struct Thread {
    pub id: u32,
    pub user: u64,
    pub kernel: u64,
    pub switches: u32,
    pub suspended: bool,
}

/// Every process there is.
pub fn read() -> Result<Vec<Entry>, WinError> {
    Ok(parse(&nt::system(nt::SYSTEM_PROCESSES, 1 << 18)?))
}

fn parse(buffer: &[u64]) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut at = 0;
    while let Some(process) = at_offset::<nt::Process>(buffer, at) {
        let first = at + size_of::<nt::Process>();
        let threads = (0..process.threads as usize).map_while(|index| {
            at_offset::<nt::Thread>(buffer, first + index * size_of::<nt::Thread>())
        });
        entries.push(Entry {
            pid: process.pid as u32,
            parent: process.parent as u32,
            name: name(buffer, &process),
            created: process.created,
            user: process.user,
            kernel: process.kernel,
            priority: process.priority,
            handles: process.handles,
            session: process.session,
            page_faults: process.page_faults,
            virtual_size: process.virtual_size as u64,
            peak_virtual: process.peak_virtual as u64,
            working_set: process.working_set as u64,
            peak_working_set: process.peak_working_set as u64,
            paged_pool: process.paged_pool as u64,
            peak_paged_pool: process.peak_paged_pool as u64,
            nonpaged_pool: process.nonpaged_pool as u64,
            peak_nonpaged_pool: process.peak_nonpaged_pool as u64,
            pagefile: process.pagefile as u64,
            peak_pagefile: process.peak_pagefile as u64,
            private: process.private as u64,
            private_working_set: process.private_working_set.cast_unsigned(),
            io: process.io,
            threads: threads.map(thread).collect(),
        });
        if process.next == 0 {
            break;
        }
        at += process.next as usize;
    }
    entries
}

fn thread(thread: nt::Thread) -> Thread {
    const WAITING: u32 = 5;
    const SUSPENDED: u32 = 5;
    Thread {
        id: thread.id as u32,
        user: thread.user,
        kernel: thread.kernel,
        switches: thread.switches,
        suspended: thread.state == WAITING && thread.wait_reason == SUSPENDED,
    }
}

/// The name, which stands in the same buffer.
fn name(buffer: &[u64], process: &nt::Process) -> OsString {
    let base = buffer.as_ptr() as usize;
    let start = (process.name.Buffer as usize).wrapping_sub(base);
    let units = usize::from(process.name.Length) / 2;
    if process.name.Buffer.is_null() || start.saturating_add(units * 2) > size_of_val(buffer) {
        return OsString::new();
    }
    // SAFETY: these units are inside of the buffer, as was just made sure of; Windows aligns them.
    let units = unsafe { std::slice::from_raw_parts(process.name.Buffer.cast_const(), units) };
    OsString::from_wide(units)
}
