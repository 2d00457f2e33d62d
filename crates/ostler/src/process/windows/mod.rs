//! What Windows answers: handles, the system's table of processes, windows and consoles.

mod accounts;
pub(super) mod identity;
pub(super) mod reader;
pub(super) mod sockets;

#[cfg(feature = "query")]
pub(super) use ostler_sys::process::time::seconds_of;

use std::collections::HashMap;

use ostler_sys::process::table;

use super::types::code::Code;
use crate::error::Result;

/// The numbers of all processes, in order.
pub(super) fn pids() -> Result<Vec<i32>> {
    let mut pids: Vec<i32> = table::read()?.iter().map(|entry| entry.pid.cast_signed()).collect();
    pids.sort_unstable();
    Ok(pids)
}

/// The two numbers of a file time: units of 100 ns as a length of time.
pub(super) fn duration(units: u64) -> std::time::Duration {
    std::time::Duration::new(units / 10_000_000, (units % 10_000_000) as u32 * 100)
}

/// Tells of every process who its parent is: zero where that is not there any more. Who was started later is no parent, but has got
/// the number.
pub(super) fn each_parent(mut tell: impl FnMut(i32, i32)) -> Result<(), Code> {
    let table = table::read()?;
    let created: HashMap<u32, u64> = table.iter().map(|entry| (entry.pid, entry.created)).collect();
    for entry in &table {
        let older = |created: &&u64| **created <= entry.created && entry.parent != entry.pid;
        let parent = created.get(&entry.parent).filter(older).map_or(0, |_| entry.parent);
        tell(entry.pid.cast_signed(), parent.cast_signed());
    }
    Ok(())
}
