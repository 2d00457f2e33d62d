//! What Windows answers: handles, the system's table of processes, windows and consoles.

mod accounts;
mod ask;
pub(super) mod attributes;
mod child;
mod code;
mod files;
pub(super) mod identity;
pub(super) mod kept;
pub(super) mod machine;
mod net;
pub(super) mod reader;
mod signal;
mod status;
mod tree;
mod watch;

pub(crate) use child::{Shared, active, find, known, start};
pub(crate) use code::{Code, GONE, errno_of, is_gone, is_shortage, winerror_of};
pub use files::users_of_file;
pub(crate) use net::{listeners, sockets};
pub(crate) use reader::has;
pub use signal::KILL;
pub(crate) use signal::{resume, step, suspend};
pub(crate) use status::{exit_code, how_it_ended};
pub(crate) use tree::{each_parent, stop_tree};
pub(crate) use watch::{Watch, ends};

#[cfg(feature = "query")]
pub(crate) use ostler_sys::process::time::seconds_of;

use ostler_sys::process::table;

use crate::error::Result;

/// The numbers of all processes, in order.
pub(crate) fn pids() -> Result<Vec<i32>> {
    let mut pids: Vec<i32> = table::read()?.iter().map(|entry| entry.pid.cast_signed()).collect();
    pids.sort_unstable();
    Ok(pids)
}

/// The two numbers of a file time: units of 100 ns as a length of time.
fn duration(units: u64) -> std::time::Duration {
    std::time::Duration::new(units / 10_000_000, (units % 10_000_000) as u32 * 100)
}
