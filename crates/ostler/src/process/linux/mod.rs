//! What Linux answers: files of `/proc`, process descriptors, signals.

mod accounts;
pub(super) mod identity;
pub(super) mod reader;
pub(super) mod sockets;

#[cfg(feature = "query")]
pub(super) use ostler_sys::clock::seconds_of;

use ostler_sys::linux::process::read::all_numbers;

use super::types::code::{is_gone, is_refusal};
use crate::errno::Errno;
use crate::error::{OrPath as _, Result};
use reader::Reader;

/// The numbers of all processes, in order.
pub(super) fn pids() -> Result<Vec<i32>> {
    let mut pids = Vec::new();
    all_numbers(&mut pids).or_path("/proc".as_ref())?;
    Ok(pids)
}

/// Tells of every process who its parent is.
pub(super) fn each_parent(mut tell: impl FnMut(i32, i32)) -> Result<(), Errno> {
    let mut reader = Reader::new();
    let mut pids = Vec::new();
    all_numbers(&mut pids)?;
    for pid in pids {
        reader.turn_to(pid);
        match reader.stat() {
            Ok(stat) => tell(pid, stat.ppid),
            // It is gone, or hidden from us.
            Err(errno) if is_gone(errno) || is_refusal(errno) => {}
            Err(errno) => return Err(errno),
        }
    }
    Ok(())
}
